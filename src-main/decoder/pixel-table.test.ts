import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tableFrame } from './pixel-table.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-table-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function table(text: string): string {
  const file = join(dir, 'table.csv');
  writeFileSync(file, text);
  return file;
}

it('a row is a square of grey values; blank lines and the header are no rows', async () => {
  const file = table(
    'emotion,pixels,Usage\r\n3,1 2 3 4,Training\r\n\r\n0,"5 6 7 255",PublicTest\n4,9 9 9 0,x',
  );
  const first = await tableFrame(file, 1);
  expect(first).toMatchObject({ widthPx: 2, heightPx: 2, channels: 1 });
  expect([...first.values]).toEqual([1, 2, 3, 4]);
  expect([...(await tableFrame(file, 2)).values]).toEqual([5, 6, 7, 255]);
  expect([...(await tableFrame(file, 3)).values]).toEqual([9, 9, 9, 0]);
});

it('rows are what the import takes for rows, whatever ends a line and however long a blank one is', async () => {
  const file = table(`emotion,pixels\r0,1\r${' '.repeat(200)}\r\n0,2\n\t \n\r0,3\r\r\n0,4`);
  for (const row of [1, 2, 3, 4]) expect([...(await tableFrame(file, row)).values]).toEqual([row]);
  await expect(tableFrame(file, 5)).rejects.toThrow('it has 4');
});

it('other columns may stand in the table too', async () => {
  const others = Array.from({ length: 40 }, (_, column) => `annotator ${column}`).join(',');
  const file = table(`${others},pixels\n${','.repeat(40)}7\n`);
  expect([...(await tableFrame(file, 1)).values]).toEqual([7]);
});

it('rows are found in a table larger than what is read at once, wherever they are cut', async () => {
  const pixels = (row: number) => Array.from({ length: 2304 }, (_, i) => (row * 31 + i) % 256);
  const rows = Array.from({ length: 700 }, (_, row) => `${row % 7},${pixels(row).join(' ')},Training`);
  const file = table(`emotion,pixels,Usage\n${rows.join('\n')}\n`);
  for (const row of [1, 500, 501, 502, 700])
    expect([...(await tableFrame(file, row)).values]).toEqual(pixels(row - 1));
});

it('a short row that ends where a piece that is read ends is a row', async () => {
  const header = 'emotion,pixels\n';
  const piece = 4 * 1024 * 1024;
  const long = '9'.repeat(piece - header.length - '\n0,5'.length);
  const file = table(`${header}${long}\n0,5\n0,6\n`);
  expect([...(await tableFrame(file, 2)).values]).toEqual([5]);
  expect([...(await tableFrame(file, 3)).values]).toEqual([6]);
  await expect(tableFrame(file, 1)).rejects.toThrow('row 1 is too long to be an image');
});

it('what is no image is refused in words', async () => {
  const file = table('emotion,pixels\n0,1 2 3\n0,1 2 3 256\n0,\n0,1 2 3 4\n');
  for (const row of [1, 2, 3])
    await expect(tableFrame(file, row)).rejects.toThrow(
      `row ${row} holds no square image of values from 0 to 255`,
    );
  await expect(tableFrame(file, 5)).rejects.toThrow('has no row 5: it has 4');
  // Changed, of another size: read anew.
  await expect(tableFrame(table('a,b\n1,2\n'), 1)).rejects.toThrow('it has no column pixels');
  await expect(tableFrame(join(dir, 'gone.csv'), 1)).rejects.toThrow('is not there');
});
