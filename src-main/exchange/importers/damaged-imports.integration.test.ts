import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { createRandom, deriveSeed } from '#shared/base/random.ts';
import type { ImportRequest } from '#shared/domain/import.ts';
import { at } from '#shared/kernels/numbers.ts';
import { damagedVariants } from './damaged-files.ts';
import { readSource } from './index.ts';
import type { ImportPlan, KnownClips } from './plan.ts';
import {
  addFiles,
  folderWith,
  noClips,
  noVideos,
  quietTask,
  request,
  workbook,
  xlsx,
} from './test-support.ts';

const FILES = 200;
const SLOW_MS = 120_000;

/** The plan, or null where the file as a whole was refused in words. Anything else is a crash. */
async function importOrRefuse(
  given: Pick<ImportRequest, 'kind' | 'source'>,
  known: KnownClips = noClips,
): Promise<ImportPlan | null> {
  try {
    return await readSource(request(given), known, quietTask, noVideos);
  } catch (error) {
    if (!(error instanceof OnsetError) || error.code !== 'bad-input') throw error;
    expect(error.message.length).toBeLessThan(5000);
    return null;
  }
}

/** Lines as any editor counts them, of bytes that are a text; null where they are none. */
function linesOf(bytes: Uint8Array): { line: number; text: string }[] {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  const text = new TextDecoder(utf16 ?? 'utf-8').decode(bytes);
  return text.split(/\r\n|\n|\r/).map((line, i) => ({ line: i + 1, text: line }));
}

const listedRows = ({ report }: ImportPlan) => new Set(report.skipped.flatMap(({ row }) => row ?? []));

/** Every copy is refused as a whole, or `lost` finds no row that is neither taken nor listed. */
async function meetDamage(
  kind: ImportRequest['kind'],
  file: string,
  bytes: Uint8Array,
  lost: (damaged: Uint8Array, plan: ImportPlan) => readonly unknown[],
  known?: KnownClips,
): Promise<{ taken: number; refused: number }> {
  const dir = folderWith({});
  const met = { taken: 0, refused: 0 };
  for (const damaged of damagedVariants(bytes, FILES, 7)) {
    addFiles(dir, { [file]: damaged.bytes });
    const plan = await importOrRefuse({ kind, source: join(dir, file) }, known);
    if (plan === null || plan.report.missingColumns.length > 0) {
      met.refused++;
      continue;
    }
    met.taken++;
    expect({ damage: damaged.name, lost: lost(damaged.bytes, plan) }).toEqual({
      damage: damaged.name,
      lost: [],
    });
  }
  return met;
}

const HEADER = [
  'Subject',
  'Filename',
  'OnsetFrame',
  'ApexFrame',
  'OffsetFrame',
  'Action Units',
  'Estimated Emotion',
];
const EMOTIONS = ['happiness', 'others', 'disgust', 'repression', 'surprise', 'fear', 'sadness'];
const ROWS = Array.from({ length: 24 }, (_, i) => [
  String(1 + (i % 4)).padStart(2, '0'),
  `EP${10 + i}_0${1 + (i % 3)}f`,
  ...[String(40 + i), String(50 + i), String(70 + i)],
  ...['4+R7', at(EMOTIONS, i % EMOTIONS.length)],
]);

/** Lines that look like rows of the table, that are neither above the header, nor listed, nor name something taken. */
function lostLines(bytes: Uint8Array, plan: ImportPlan, taken: ReadonlySet<string>) {
  const headers = plan.report.headers ?? Object.values(plan.report.columns ?? {});
  const listed = listedRows(plan);
  const above = plan.report.skipped
    .map(({ reason }) => /rows? above the header in row (\d+)/.exec(reason)?.[1])
    .find((row) => row !== undefined);
  return linesOf(bytes).filter(({ line, text }) => {
    const cells = text.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"|"$/g, ''));
    if (cells.filter((cell) => cell !== '').length < 3) return false;
    const isHeader = headers.filter((header) => text.includes(header)).length > headers.length / 2;
    if (isHeader || listed.has(line) || line < Number(above ?? 0)) return false;
    return ![...taken].some((name) => text.includes(name));
  });
}

describe('200 damaged files', () => {
  test(
    'a coding sheet as text',
    async () => {
      const text = [HEADER, ...ROWS].map((cells) => cells.join(',')).join('\r\n');
      const met = await meetDamage('coding-sheet', 'sheet.csv', Buffer.from(text), (bytes, plan) =>
        lostLines(bytes, plan, new Set(plan.clips.map(({ name }) => name.replace(/@.*/, '')))),
      );
      expect(met.taken).toBeGreaterThan(80);
      expect(met.refused).toBeGreaterThan(20);
    },
    SLOW_MS,
  );

  test(
    'a coding sheet as a workbook, its bytes damaged',
    async () => {
      const met = await meetDamage('coding-sheet', 'sheet.xlsx', xlsx([HEADER, ...ROWS]), (_, plan) => {
        const listed = listedRows(plan);
        const names = new Set(plan.clips.map(({ name }) => name));
        return ROWS.filter(([, clip = ''], i) => !names.has(clip) && !listed.has(i + 2));
      });
      expect(met.refused).toBeGreaterThan(100);
    },
    SLOW_MS,
  );

  test(
    'a table of intensities',
    async () => {
      const rows = ROWS.map(([subject, clip], i) => `${subject}/${clip},Rater ${100 + i},0.${10 + i},fear`);
      const all = ROWS.map(([subject = '', name = '']) => ({
        key: `set/${subject}/${name}`,
        name,
        dataset: null,
        subject,
      }));
      const known: KnownClips = { all: () => all, sourceNumbers: () => [] };
      const met = await meetDamage(
        'intensities',
        'table.csv',
        Buffer.from(['clip,rater,intensity,emotion', ...rows].join('\n')),
        (bytes, plan) => lostLines(bytes, plan, new Set(plan.labels.map(({ rater }) => rater))),
        known,
      );
      expect(met.taken).toBeGreaterThan(80);
    },
    SLOW_MS,
  );

  test(
    'the list of a composite: each line is a clip or listed, and none both',
    async () => {
      const rows = ROWS.map(([subject, clip], i) => `casme2,sub${subject},${clip},${i % 3}`);
      const met = await meetDamage('megc', 'list.csv', Buffer.from(rows.join('\n')), (bytes, plan) => {
        const lines = linesOf(bytes).filter(({ text }) => /[^\s,;\t"]/.test(text.replace('\ufeff', '')));
        const known = plan.clips.length + listedRows(plan).size;
        return lines.length === known ? [] : [`${lines.length} lines, ${known} known`];
      });
      expect(met.taken).toBeGreaterThan(80);
    },
    SLOW_MS,
  );

  test(
    'FER2013: each line is a clip or listed, and none both',
    async () => {
      const pixels = (i: number) => Array.from({ length: 2304 }, (_, p) => (i * 31 + p) % 256).join(' ');
      const rows = Array.from(
        { length: 8 },
        (_, i) => `${i % 7},${pixels(i)},${i < 5 ? 'Training' : 'PublicTest'}`,
      );
      const text = ['emotion,pixels,Usage', ...rows].join('\n');
      const met = await meetDamage('fer2013', 'fer2013.csv', Buffer.from(text), (bytes, plan) => {
        const [, ...lines] = linesOf(bytes).filter((line) => line.text.trim() !== '');
        const known = plan.clips.length + listedRows(plan).size;
        return lines.length === known ? [] : [`${lines.length} lines, ${known} known`];
      });
      expect(met.taken).toBeGreaterThan(80);
    },
    SLOW_MS,
  );
});

/** One cell of a whole workbook, written wrongly. */
const CELLS: readonly (readonly [string, (place: string, text: string) => string])[] = [
  ['an error', (place) => `<c r="${place}" t="e"><v>#REF!</v></c>`],
  ['a formula without a value', (place) => `<c r="${place}"><f>A1+1</f></c>`],
  ['a formula with a value', (place, text) => `<c r="${place}" t="str"><f>A1&amp;"x"</f><v>${text}</v></c>`],
  ['a text that is not there', (place) => `<c r="${place}" t="s"><v>99</v></c>`],
  ['a truth', (place) => `<c r="${place}" t="b"><v>1</v></c>`],
  ['a date', (place) => `<c r="${place}" s="1"><v>41000.5</v></c>`],
  ['a huge number', (place) => `<c r="${place}"><v>1.7E+308</v></c>`],
  ['no number', (place) => `<c r="${place}"><v>abc</v></c>`],
  [
    'a cell of a million characters',
    (place) => `<c r="${place}" t="inlineStr"><is><t>${'x'.repeat(1e6)}</t></is></c>`,
  ],
  ['a type that is none', (place, text) => `<c r="${place}" t="?"><v>${text}</v></c>`],
  ['no place', (_, text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`],
  [
    'a place far away',
    (place, text) => `<c r="XFD${place.replace(/\D/g, '')}" t="inlineStr"><is><t>${text}</t></is></c>`,
  ],
  ['nothing', () => ''],
];

test(
  '200 whole workbooks with cells of every wrong kind and merged cells: each row is taken or listed',
  async () => {
    const dir = folderWith({});
    for (let i = 0; i < FILES; i++) {
      const random = createRandom(deriveSeed(11, `workbook ${i}`));
      const done: string[] = [];
      const wrong = new Map<string, string>();
      for (let n = 0; n < 1 + random.int(4); n++) {
        const [row, column] = [random.int(ROWS.length + 1), random.int(HEADER.length)];
        const place = `${String.fromCharCode(65 + column)}${row + 1}`;
        const [name, write] = at(CELLS, (i + n) % CELLS.length);
        wrong.set(place, write(place, at(at([HEADER, ...ROWS], row), column)));
        done.push(`${name} in ${place}`);
      }
      const body = [HEADER, ...ROWS].map((cells, row) => {
        const written = cells.map((text, column) => {
          const place = `${String.fromCharCode(65 + column)}${row + 1}`;
          return wrong.get(place) ?? `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
        });
        return `<row r="${row + 1}">${written.join('')}</row>`;
      });
      const from = 2 + random.int(ROWS.length);
      const column = String.fromCharCode(65 + random.int(HEADER.length));
      const region = `${column}${from}:${random.int(2) === 0 ? column : 'G'}${from + random.int(5)}`;
      done.push(`merged ${region}`);
      const merged = `<mergeCells><mergeCell ref="${region}"/></mergeCells>`;
      const bytes = workbook(`<sheetData>${body.join('')}</sheetData>${merged}`, { formats: ['yyyy-mm-dd'] });
      addFiles(dir, { 'sheet.xlsx': bytes });
      const plan = await importOrRefuse({ kind: 'coding-sheet', source: join(dir, 'sheet.xlsx') });
      if (plan === null || plan.report.missingColumns.length > 0) continue;
      const listed = listedRows(plan);
      const names = new Set(plan.clips.map(({ name }) => name.replace(/@.*/, '')));
      const isOther = [...names].some((name) => !ROWS.some(([, clip]) => clip === name));
      const lost = ROWS.filter(([, clip = ''], row) => {
        const isRenamed = wrong.has(`B${row + 2}`) && isOther;
        return !names.has(clip) && !listed.has(row + 2) && !isRenamed;
      });
      // A cell that cannot be read is listed, whatever becomes of its row.
      const unsaid = [...wrong].flatMap(([place, xml]) => {
        const row = Number(place.slice(1));
        const isRead =
          /t="(str|inlineStr|b|\?)"|s="1"|^$|abc|1\.7E/.test(xml) &&
          !xml.includes('xxx') &&
          !xml.includes('XFD');
        return isRead || row === 1 || listed.has(row) ? [] : [place];
      });
      expect({ done, lost, unsaid }).toEqual({ done, lost: [], unsaid: [] });
    }
  },
  SLOW_MS,
);

test(
  'sheets of a million empty rows, and one cell at the far end, cost next to nothing',
  async () => {
    const dir = folderWith({});
    const text = (place: string, value: string) =>
      `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const rows = [HEADER, ...ROWS].map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((cell, i) => text(`${String.fromCharCode(65 + i)}${row + 1}`, cell)).join('')}</row>`,
    );
    const empty = Array.from({ length: 1e6 }, (_, i) => `<row r="${i + 100}"/>`).join('');
    const last = `<row r="1048576">${text('XFD1048576', 'x')}</row>`;
    addFiles(dir, { 'sheet.xlsx': workbook(`<sheetData>${rows.join('')}${empty}${last}</sheetData>`) });
    const before = process.memoryUsage().rss;
    const plan = await importOrRefuse({ kind: 'coding-sheet', source: join(dir, 'sheet.xlsx') });
    expect(plan?.clips).toHaveLength(ROWS.length);
    expect(plan?.report.skipped).toMatchObject([
      { row: 1048576, reason: expect.stringContaining('XFD1048576') },
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
  },
  SLOW_MS,
);
