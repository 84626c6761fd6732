import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, noClips, quietTask, request } from '../test-support.ts';
import { importFer2013 } from './import-fer2013.ts';
import { streamLines } from './stream-lines.ts';

const pixels = (shade: number) => Array(2304).fill(shade).join(' ');
const read = (text: string | Uint8Array) =>
  importFer2013(
    request({ kind: 'fer2013', source: join(folderWith({ 'fer2013.csv': text }), 'fer2013.csv') }),
    noClips,
    quietTask,
  );

describe('FER2013', () => {
  test('a still a row: its class, its split, no subject, its frame where it stands in the table', async () => {
    const { clips, labels, report } = await read(
      `emotion,pixels,Usage\n0,${pixels(1)},Training\n3,"${pixels(255)}",PublicTest\r\n6,${pixels(0)},PrivateTest\n`,
    );
    expect(
      clips.map(({ key, name, subject, split, dataset, frames }) => [
        key,
        name,
        subject,
        split,
        dataset,
        frames,
      ]),
    ).toEqual([
      ['fer2013/fer0000000', 'fer0000000', null, 'train', 'fer2013', [{ path: '', sourceNumber: 1 }]],
      ['fer2013/fer0000001', 'fer0000001', null, 'test', 'fer2013', [{ path: '', sourceNumber: 2 }]],
      ['fer2013/fer0000002', 'fer0000002', null, 'test', 'fer2013', [{ path: '', sourceNumber: 3 }]],
    ]);
    expect(labels.map(({ emotion, rater }) => [emotion, rater])).toEqual([
      ['anger', 'fer2013'],
      ['happiness', 'fer2013'],
      ['neutral', 'fer2013'],
    ]);
    expect(clips[1]).toMatchObject({
      container: { kind: 'pixel-table', path: 'fer2013.csv' },
      contentHash: createHash('sha256').update(Buffer.alloc(2304, 255)).digest('hex'),
    });
    expect(report).toMatchObject({ subjects: 0, frames: 3, missingMedia: 0, recognised: 'FER2013' });
    expect(report.skipped.map(({ reason }) => reason)).toEqual([
      'its images name no subject: a subject-independent split is impossible',
    ]);
  });

  test('other orders of columns, and a copy without Usage', async () => {
    const { clips } = await read(`emotion, Usage, pixels\n2,Training,${pixels(3)}`);
    expect(clips).toMatchObject([{ split: 'train' }]);
    expect((await read(`emotion,pixels\n2,${pixels(3)}`)).clips).toMatchObject([{ split: null }]);
  });

  test.each([
    [`7,${pixels(1)},Training`, /its emotion "7" is none of 0 to 6/],
    [`,${pixels(1)},Training`, /its emotion ""/],
    [`1,${pixels(256)},Training`, /its pixel "256" is no whole number from 0 to 255/],
    [`1,1e1 ${pixels(1)},Training`, /its pixel "1e1" is no/],
    [`1,0001 ${pixels(1)},Training`, /its pixel "0001" is no/],
    [`1,${pixels(1)} 1,Training`, /it has 2305 pixels, not 2304/],
    ['1,,Training', /it has 0 pixels/],
    [`1,${pixels(1)},Validation`, /its Usage "Validation"/],
    [`1,${pixels(1)},Training,x`, /more cells than the header/],
    [`1,${'1 '.repeat(60_000)},Training`, /too long to be a row/],
  ])('a row that is none is listed, the others keep their names (%#)', async (row, reason) => {
    const { clips, report } = await read(`emotion,pixels,Usage\n${row}\n\n1,${pixels(9)},Training`);
    expect(clips.map(({ name, frames }) => [name, frames[0]?.sourceNumber])).toEqual([['fer0000001', 2]]);
    expect(report.skipped[0]).toEqual({ item: 'fer2013.csv', row: 2, reason: expect.stringMatching(reason) });
  });

  test('images that stand in several rows are counted, and those on both sides of the split', async () => {
    const rows = [pixels(1), pixels(1), pixels(1)].map(
      (all, i) => `0,${all},${i < 2 ? 'Training' : 'PublicTest'}`,
    );
    const { report } = await read(['emotion,pixels,Usage', ...rows].join('\n'));
    expect(report.skipped.at(-1)?.reason).toBe(
      '2 of its rows hold an image that stands in an earlier row too, 1 of them in another split',
    );
  });

  test('a table in UTF-16 gives its labels; its images wait for UTF-8', async () => {
    const text = `\ufeffemotion,pixels,Usage\n1,${pixels(9)},Training`;
    const { clips, labels, report } = await read(Buffer.from(text, 'utf16le'));
    expect([clips, labels]).toMatchObject([[{ root: null, contentHash: null }], [{ emotion: 'disgust' }]]);
    expect(report.skipped.at(-1)?.reason).toContain('it is UTF-16');
  });

  test('another file is refused', async () => {
    for (const text of ['', 'a,b,c\n1,2,3', `0,${pixels(1)},Training`])
      await expect(read(text)).rejects.toThrow(/is not FER2013/);
  });
});

describe('streamLines', () => {
  const lines = async (content: string | Uint8Array, max = 1000) => {
    const found: (string | null)[] = [];
    for await (const { text } of streamLines(join(folderWith({ f: content }), 'f'), max)) found.push(text);
    return found;
  };

  test('lines of every kind of end, however the pieces fall', async () => {
    expect(await lines('a\r\nb\rc\n\nd')).toEqual(['a', 'b', 'c', '', 'd']);
    expect(await lines('a\r')).toEqual(['a']);
    const piece = 2 ** 20;
    // The CR is the last of a piece, its LF the first of the next; so is half of a letter.
    expect(await lines(`${'x'.repeat(piece - 1)}\r\ny`, piece)).toEqual(['x'.repeat(piece - 1), 'y']);
    expect(await lines(`${'x'.repeat(piece - 1)}é\ny`, piece)).toEqual([`${'x'.repeat(piece - 1)}é`, 'y']);
  });

  test('a line that is too long is none, and the next is read', async () => {
    expect(await lines(`${'x'.repeat(3 * 2 ** 20)}\nb\n${'x'.repeat(2000)}`)).toEqual([null, 'b', null]);
  });

  test('UTF-16 by its mark', async () => {
    expect(await lines(Buffer.from('\ufeffé\nb', 'utf16le'))).toEqual(['é', 'b']);
    expect(await lines(Buffer.from('\ufeffé\nb', 'utf16le').swap16())).toEqual(['é', 'b']);
  });
});
