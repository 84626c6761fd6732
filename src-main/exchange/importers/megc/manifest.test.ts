import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { damagedVariants } from '../damaged-files.ts';
import type { MegcClass } from './classes.ts';
import { formatMegcManifest, type MegcManifest, parseMegcManifest } from './manifest.ts';

const parse = (text: string) => parseMegcManifest(Buffer.from(text), 'megc.csv');
const withoutRows = ({ rows }: MegcManifest) => rows.map(({ row: _, ...found }) => found);

test('rows without a header, each with its own row', () => {
  expect(parse('casme2,sub01,EP02_01f,1\r\nsamm,6,006_1_2,0\r\nsmic,s01,s01_sur_01,2\r\n')).toEqual({
    rows: [
      { dataset: 'casme2', subject: 'sub01', clip: 'EP02_01f', megcClass: 1, row: 1 },
      { dataset: 'samm', subject: '6', clip: '006_1_2', megcClass: 0, row: 2 },
      { dataset: 'smic', subject: 's01', clip: 's01_sur_01', megcClass: 2, row: 3 },
    ],
    skipped: [],
  });
});

test('rows of commas are blank; quotes, blanks, other delimiters, more empty cells and class names are read', () => {
  const plain = parse('casme2,sub01,a,1\nsmic,s01,b,0\n');
  const other = '\ufeff,,,\n"CASME II"; "sub01" ;a;positive\n,,,\n\n smic,s01,b,0,,\n,,,';
  expect(withoutRows(parse(other))).toEqual(withoutRows(plain));
  expect(parse(other).skipped).toEqual([]);
});

test('what cannot be read, and a clip that stands there already, is listed with its row', () => {
  const text =
    'dataset,subject,clip,class\nsamm,6,006_1_2,0\nsamm,006,006_1_2,0\nsamm,6,006_1_2,1\nsamm,6\n,6,a,0\nsamm,6,=1+1,0\nsamm,6,b,3\nsamm,6,c,1,yes\nsamm\n';
  const { rows, skipped } = parse(text);
  expect(rows).toHaveLength(1);
  expect(Object.fromEntries(skipped.map(({ row, reason }) => [row, reason]))).toEqual({
    1: 'its class "class" is none of 0 (negative), 1 (positive), 2 (surprise)',
    3: 'it says the same of clip 006_1_2 as row 2',
    4: 'clip 006_1_2 stands already in row 2, with another class: row 2 is kept',
    5: 'it names no clip',
    6: 'it names no data set',
    7: 'its clip "=1+1" is a formula, not a name',
    8: 'its class "3" is none of 0 (negative), 1 (positive), 2 (surprise)',
    9: 'it has more cells than data set, subject, clip, class: "yes"',
    10: '"samm" is no row: a row is dataset,subject,clip,class',
  });
});

test('written and read again it is the same; a name it cannot hold is refused', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_ .()-]{0,11}[A-Za-z0-9_]$/);
  const row = fc.record({
    dataset: fc.constantFrom('casme2', 'samm', 'smic', 'mmew'),
    subject: name,
    clip: name,
    megcClass: fc.constantFrom<MegcClass>(0, 1, 2),
  });
  const rows = fc.uniqueArray(row, { selector: ({ clip }) => `c${clip.replace(/^0+/, '')}` });
  fc.assert(
    fc.property(rows, (list) => {
      const read = parse(formatMegcManifest(list));
      expect(withoutRows(read)).toEqual(list);
      expect(read.skipped).toEqual([]);
    }),
  );
  const bad = { dataset: 'samm', subject: '6', megcClass: 0 as const };
  for (const clip of ['a,b', '', 'a"b', ' a\nb', '=1'])
    expect(() => formatMegcManifest([{ ...bad, clip }]), clip).toThrow(OnsetError);
});

/** The real list lies beside the project and never in it; where it must not be missing, its absence fails. */
const list = resolve(import.meta.dirname, '../../../../../shared/real/megc2019-combined-3class.csv');
const isRequired = process.env['CI'] !== undefined;

test.skipIf(!existsSync(list) && !isRequired)('the MEGC 2019 composite: 442 clips of 68 subjects', () => {
  const bytes = readFileSync(list);
  const manifest = parseMegcManifest(bytes, 'megc.csv');
  expect(manifest.skipped).toEqual([]);
  expect(manifest.rows).toHaveLength(442);
  const subjects = new Set(manifest.rows.map(({ dataset, subject }) => `${dataset} ${subject}`));
  const count = (dataset: string) => [...subjects].filter((one) => one.startsWith(dataset)).length;
  expect([subjects.size, count('smic'), count('casme2'), count('samm')]).toEqual([68, 16, 24, 28]);
  const ofClass = (wanted: MegcClass) => manifest.rows.filter(({ megcClass }) => megcClass === wanted).length;
  expect([ofClass(0), ofClass(1), ofClass(2)]).toEqual([250, 109, 83]);
  expect(formatMegcManifest(manifest.rows)).toBe(bytes.toString('utf8'));

  const commasBetween = bytes.toString('utf8').replaceAll('\r\n', '\r\n,,,\r\n');
  const second = parse(commasBetween);
  expect(withoutRows(second)).toEqual(withoutRows(manifest));
  expect(second.skipped).toEqual([]);
});

test('200 damaged lists: each row that is not blank is read or listed, and nothing else is', () => {
  const rows = Array.from({ length: 90 }, (_, i) => ({
    dataset: ['casme2', 'smic', 'samm'][i % 3] ?? '',
    subject: `s${i % 10}`,
    clip: `EP_${i}`,
    megcClass: 1 as const,
  }));
  let refused = 0;
  for (const { name, bytes } of damagedVariants(Buffer.from(formatMegcManifest(rows)), 200, 2)) {
    const manifest = parsed(bytes);
    if (manifest === null) {
      refused++;
      continue;
    }
    const accounted = [...manifest.rows, ...manifest.skipped].map(({ row }) => row).sort((a, b) => a - b);
    expect(accounted, name).toEqual(rowsWithText(bytes));
    expect(
      manifest.skipped.every(({ reason }) => reason !== '' && reason.length < 300),
      name,
    ).toBe(true);
  }
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(40);
});

/** Null where the bytes are refused as no text; any other failure is the test's. */
function parsed(bytes: Uint8Array): MegcManifest | null {
  try {
    return parseMegcManifest(bytes, 'megc.csv');
  } catch (error) {
    if (error instanceof OnsetError && error.code === 'bad-input') return null;
    throw error;
  }
}

/** The rows with anything but delimiters, counted without the parser. */
function rowsWithText(bytes: Uint8Array): number[] {
  const isBigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  const isUtf16 = isBigEndian || (bytes[0] === 0xff && bytes[1] === 0xfe);
  const copy = Buffer.from(bytes);
  const text = (isBigEndian ? copy.swap16() : copy).toString(isUtf16 ? 'utf16le' : 'utf8');
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  return lines.flatMap((line, index) => (/[^\s,;]/.test(line) ? [index + 1] : []));
}
