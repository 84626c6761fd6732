import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { damagedVariants } from '../damaged-files.ts';
import type { MegcClass } from './classes.ts';
import { formatMegcLog, type MegcFold, type MegcLog, parseMegcLog } from './log.ts';

const parse = (text: string) => parseMegcLog(Buffer.from(text), 'log.txt');
const reasons = ({ skipped }: MegcLog) => Object.fromEntries(skipped.map((one) => [one.line, one.reason]));
const said = ({ folds }: MegcLog) =>
  folds.map(({ dataset, subject, rows }) => [
    `${dataset} ${subject}`,
    ...rows.map(({ clip, truth, prediction }) => `${clip} ${truth}${prediction}`),
  ]);

test('headers and rows as published, each with its line', () => {
  const log = parse(
    'casme2 sub01\nEP02_01f 1 0\nEP19_05f 0 0\nsamm 006\n006_1_2 2 1\nsmic s01\ns01_ne_01 0 2\n',
  );
  expect(log).toEqual({
    folds: [
      {
        dataset: 'casme2',
        subject: 'sub01',
        headerLines: [1],
        rows: [
          { clip: 'EP02_01f', truth: 1, prediction: 0, line: 2 },
          { clip: 'EP19_05f', truth: 0, prediction: 0, line: 3 },
        ],
      },
      {
        dataset: 'samm',
        subject: '006',
        headerLines: [4],
        rows: [{ clip: '006_1_2', truth: 2, prediction: 1, line: 5 }],
      },
      {
        dataset: 'smic',
        subject: 's01',
        headerLines: [6],
        rows: [{ clip: 's01_ne_01', truth: 0, prediction: 2, line: 7 }],
      },
    ],
    skipped: [],
  });
});

test('mark, line ends, tabs, blank lines, blanks at the end, names and decimals of classes change nothing', () => {
  const plain = parse('casme2 sub01\na_1 1 0\na_2 2 0\nsmic s01\nb_1 0 0\n');
  const other =
    '\ufeffCASME2\tsub01  \r\n\r\na_1\tPositive  negative\r\n  a_2 2.0 0.0\t\r\n \t \r\nSMIC-HS s01\rb_1 0 0';
  expect(said(parse(other))).toEqual(said(plain));
  expect(parse(other).skipped).toEqual([]);
  const utf16 = Buffer.from('\ufeffsmic s01\nb_1 0 0\n', 'utf16le');
  for (const bytes of [utf16, Buffer.from(utf16).swap16()])
    expect(said(parseMegcLog(bytes, 'log.txt'))).toEqual([['smic s01', 'b_1 00']]);
});

test('a subject that comes again goes on with its fold, also as 6 and 006', () => {
  const log = parse('samm 006\na_1 0 0\nsamm 7\nb_1 1 1\nsamm 6\na_2 2 2\n');
  expect(said(log)).toEqual([
    ['samm 006', 'a_1 00', 'a_2 22'],
    ['samm 7', 'b_1 11'],
  ]);
  expect(log.folds[0]?.headerLines).toEqual([1, 5]);
});

const HIDDEN_HEADERS = [
  ...[
    'a_1 0 0\u2028smic s02',
    'a_1 0 0\u0085smic s02',
    'sm\0ic s02',
    'sm\ufeffic s02',
    'smics02',
    'smic_s02',
  ],
  ...['CASME II sub02', 'my set s02', 'x x x x'],
];

describe('what cannot be read is listed with its line', () => {
  test('rows, each for its own reason', () => {
    const log = parse(
      'casme2 sub01\na_1 0 0\na_2 0\na_3 0 3\na_4 happy 0\na_5 0 0 0.9\na_1 0 0\na_1 0 1\n=1+1 0 0\nb\0_1 0 0\na_6 1 1\n',
    );
    expect(said(log)).toEqual([['casme2 sub01', 'a_1 00', 'a_6 11']]);
    expect(reasons(log)).toEqual({
      3: expect.stringMatching(/"a_2 0" is neither header nor row/),
      4: 'its prediction "3" is none of 0 (negative), 1 (positive), 2 (surprise)',
      5: 'its truth "happy" is none of 0 (negative), 1 (positive), 2 (surprise)',
      6: expect.stringMatching(/neither header nor row/),
      7: 'it says the same of clip a_1 as line 2',
      8: 'clip a_1 stands already in line 2, with other values: line 2 is kept',
      9: 'its clip "=1+1" is a formula, not a name',
      10: 'its clip "b\ufffd_1" holds characters that cannot be seen',
    });
  });

  test('rows before the first header, and below one that cannot be read, belong to nobody', () => {
    const log = parse(
      'a_1 0 0\ncasme2 sub01\na_2 0 0\nsamm\na_3 0 0\ncasme2 sub02 x\na_4 0 0\nsmic s01\na_5 0 0\n',
    );
    expect(said(log)).toEqual([
      ['casme2 sub01', 'a_2 00'],
      ['smic s01', 'a_5 00'],
    ]);
    expect(reasons(log)).toEqual({
      1: 'no header above it names its data set and subject',
      4: expect.stringMatching(/"samm" is neither/),
      5: 'line 4 above it may be the header of its fold and cannot be read',
      6: expect.stringMatching(/"casme2 sub02 x" is neither/),
      7: 'line 6 above it may be the header of its fold and cannot be read',
    });
  });

  test('a row that lost a field opens no fold; a data set of another name does', () => {
    const log = parse('casme2 sub01\nEP02_01f 1\na_1 0 0\nMMEW S01\nb_1 1 1\nMMEW 1\nb_2 1 1\n');
    expect(said(log)).toEqual([
      ['casme2 sub01', 'a_1 00'],
      ['mmew S01', 'b_1 11'],
    ]);
    expect(Object.keys(reasons(log))).toEqual(['2', '6', '7']);
  });

  test('a header that a lost line end or a stray character hides is not passed over', () => {
    for (const hidden of HIDDEN_HEADERS)
      expect(said(parse(`smic s01\nb_1 1 1\n${hidden}\na_2 0 0\n`)), hidden).toEqual([
        ['smic s01', 'b_1 11'],
      ]);
  });

  test('a header without clips', () => {
    const log = parse('casme2 sub01\ncasme2 sub02\na_1 0 0\n');
    expect(log.folds).toHaveLength(1);
    expect(reasons(log)).toEqual({ 1: 'it is a header with no clip below it that can be read' });
  });

  test('bytes that are no text are refused', () => {
    expect(() => parseMegcLog(Buffer.from('casme2 subé1', 'latin1'), 'log.txt')).toThrow(OnsetError);
  });
});

const megcClass = fc.constantFrom<MegcClass>(0, 1, 2);
const rows = fc.array(fc.tuple(megcClass, megcClass), { minLength: 1, maxLength: 5 });
const someFolds = fc
  .array(fc.tuple(fc.constantFrom('casme2', 'samm', 'smic', 'mmew'), rows), { maxLength: 6 })
  .map((list) =>
    list.map(([dataset, pairs], i) => ({
      dataset,
      subject: `s${i}`,
      rows: pairs.map(([truth, prediction], j) => ({ clip: `${i}_${j}`, truth, prediction, line: 0 })),
    })),
  );

describe('written', () => {
  test('and read again it is the same', () => {
    fc.assert(
      fc.property(someFolds, (folds) => {
        const log = parse(formatMegcLog(folds));
        expect(log.skipped).toEqual([]);
        const plain = log.folds.map(({ headerLines: _, ...fold }) => ({
          ...fold,
          rows: fold.rows.map((row) => ({ ...row, line: 0 })),
        }));
        expect(plain).toEqual(folds);
      }),
    );
  });

  test('a name it cannot hold is refused', () => {
    const fold = (subject: string, clip: string): Omit<MegcFold, 'headerLines'> => ({
      dataset: 'smic',
      subject,
      rows: [{ clip, truth: 0, prediction: 0, line: 1 }],
    });
    expect(() => formatMegcLog([fold('s 01', 'a_1')])).toThrow(/cannot hold line 1: "smic s 01"/);
    expect(() => formatMegcLog([fold('s01', 'a 1')])).toThrow(/cannot hold line 2: "a 1 0 0" is neither/);
    expect(() => formatMegcLog([fold('s01', 'a\nb')])).toThrow(OnsetError);
  });
});

test('200 damaged logs: each line that is not blank is in a fold or listed, and nothing else is', () => {
  const folds = Array.from({ length: 12 }, (_, i) => ({
    dataset: ['casme2', 'smic', 'samm'][i % 3] ?? '',
    subject: `s0${i}`,
    rows: Array.from({ length: 8 }, (_, j) => ({
      clip: `s0${i}_EP_${j}`,
      truth: 0 as const,
      prediction: 1 as const,
      line: 0,
    })),
  }));
  const whole = Buffer.from(formatMegcLog(folds));
  let refused = 0;
  for (const { name, bytes } of damagedVariants(whole, 200, 1)) {
    const log = parsed(bytes);
    if (log === null) {
      refused++;
      continue;
    }
    const lines = log.folds.flatMap((fold) => [...fold.headerLines, ...fold.rows.map(({ line }) => line)]);
    const accounted = [...lines, ...log.skipped.map(({ line }) => line)].sort((a, b) => a - b);
    expect(accounted, name).toEqual(linesWithText(bytes));
    expect(
      log.skipped.every(({ reason }) => reason !== '' && reason.length < 300),
      name,
    ).toBe(true);
    // No damaged header gives its clips to the data set above. (Of one that is gone nobody can know.)
    if (!/shuffled|repeated|lost/.test(name)) expect(strangers(log, folds), name).toEqual([]);
  }
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(40);
});

/** Null where the bytes are refused as no text; any other failure is the test's. */
function parsed(bytes: Uint8Array): MegcLog | null {
  try {
    return parseMegcLog(bytes, 'log.txt');
  } catch (error) {
    if (error instanceof OnsetError && error.code === 'bad-input') return null;
    throw error;
  }
}

/** The lines that hold anything, counted without the parser. */
function linesWithText(bytes: Uint8Array): number[] {
  const isBigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  const isUtf16 = isBigEndian || (bytes[0] === 0xff && bytes[1] === 0xfe);
  const copy = Buffer.from(bytes);
  const text = (isBigEndian ? copy.swap16() : copy).toString(isUtf16 ? 'utf16le' : 'utf8');
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  return lines.flatMap((line, index) => (/\S/.test(line) ? [index + 1] : []));
}

/** Clips in another of the written data sets than they were written in. */
function strangers(log: MegcLog, written: readonly { dataset: string; rows: readonly { clip: string }[] }[]) {
  const datasetOf = new Map(written.flatMap(({ dataset, rows }) => rows.map(({ clip }) => [clip, dataset])));
  const datasets = new Set(datasetOf.values());
  return log.folds
    .filter(({ dataset }) => datasets.has(dataset))
    .flatMap(({ dataset, rows }) => rows.filter(({ clip }) => (datasetOf.get(clip) ?? dataset) !== dataset));
}
