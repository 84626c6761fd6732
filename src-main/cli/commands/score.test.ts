import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../program.ts';

const dir = mkdtempSync(join(tmpdir(), 'onset-score-'));
afterAll(() => rmSync(dir, { recursive: true }));

async function score(log: string | Uint8Array, ...options: readonly string[]) {
  writeFileSync(join(dir, 'log.txt'), log);
  return onset('score', join(dir, 'log.txt'), ...options);
}

async function onset(...argv: readonly string[]) {
  const [out, errors]: [string[], string[]] = [[], []];
  const streams = {
    out: (text: string) => void out.push(text),
    error: (text: string) => void errors.push(text),
  };
  const exit = await runProgram(argv, streams, dir);
  return { exit, out: out.join('\n'), errors: errors.join('\n') };
}

const figure = z.number().nullable();
const pool = z.strictObject({
  ...{ n: z.number(), folds: z.number(), oneClassFolds: z.number() },
  ...{ uf1: figure, uar: figure, macroPrecision: figure, accuracy: figure },
  confusion: z.array(z.array(z.number())),
  meanOfFolds: z.strictObject({ uf1: figure, uar: figure }),
});
const scored = pool.extend({
  datasets: z.record(z.string(), pool),
  skipped: z.array(z.strictObject({ line: z.number(), reason: z.string() })),
});

async function scoreJson(log: string) {
  const { exit, out, errors } = await score(log, '--json');
  expect([exit, errors]).toEqual([0, '']);
  return scored.parse(JSON.parse(out));
}

/** Truth 0: 3 clips, 2 found. Truth 1: 2 clips, 1 found. Truth 2: 1 clip, found; class 2 is said twice. */
const SMALL = 'casme2 sub01\na_1 0 0\na_2 0 2\na_3 1 1\nsamm 006\nb_1 0 0\nb_2 1 0\nb_3 2 2\n';

describe('a log worked by hand', () => {
  test('overall at the top level, each data set below with the same keys', async () => {
    const { datasets, ...overall } = await scoreJson(SMALL);
    expect(overall).toMatchObject({ n: 6, folds: 2, oneClassFolds: 0, skipped: [] });
    expect(overall.confusion).toEqual([
      [2, 0, 1],
      [1, 1, 0],
      [0, 0, 1],
    ]);
    expect(overall.uf1).toBeCloseTo((4 / 6 + 2 / 3 + 2 / 3) / 3, 12);
    expect(overall.uar).toBeCloseTo((2 / 3 + 1 / 2 + 1) / 3, 12);
    expect(overall.macroPrecision).toBeCloseTo((2 / 3 + 1 + 1 / 2) / 3, 12);
    expect(overall.accuracy).toBeCloseTo(4 / 6, 12);
    expect(overall.meanOfFolds.uf1).toBeCloseTo(5 / 9, 12);

    expect(Object.keys(datasets)).toEqual(['casme2', 'samm']);
    // CASME II has no clip of class 2 here: it counts as 0, as golden file 02 has it.
    expect(datasets['casme2']?.uf1).toBeCloseTo((2 / 3 + 1 + 0) / 3, 12);
    expect(datasets['casme2']?.uar).toBeCloseTo((1 / 2 + 1 + 0) / 3, 12);
    expect(datasets['samm']?.macroPrecision).toBeCloseTo((1 / 2 + 0 + 1) / 3, 12);
    expect(datasets['samm']?.n).toBe(3);
  });

  test('in words: figures, what each means, and what they are not', async () => {
    const { exit, out } = await score(SMALL);
    expect(exit).toBe(0);
    expect(out).toMatch(/^overall +6 +2 +0\.6667 +0\.7222 +0\.7222 +0\.6667$/m);
    expect(out).toMatch(/^casme2 +3 +1 +0\.5556 +0\.5000/m);
    for (const name of ['UF1', 'UAR', 'macro precision', 'accuracy'])
      expect(out).toMatch(new RegExp(`^${name}  +\\w`, 'm'));
    expect(out).toMatch(/^negative +2 +0 +1$/m);
    expect(out).toContain('6 clips in 2 folds, one for each subject; 0 of them of one class only.');
    expect(out).toContain("Not the metric: the mean of the folds' own UF1 is 0.5556 (pooled 0.6667)");
    expect(out).toContain('casme2 has no clip of surprise: its UF1 and UAR cannot reach 1.');
    expect(out).not.toContain('could not be read');
  });
});

test('always "negative" on the composite scores UF1 0.2408 and UAR 1/3, far from the mean of its folds', async () => {
  // 250 negative, 109 positive, 83 surprise; the positive ones in folds of their own.
  const clips = (count: number, truth: number) =>
    Array.from({ length: count }, (_, i) => `c${truth}_${i} ${truth} 0\n`).join('');
  const log = `smic s01\n${clips(250, 0)}smic s02\n${clips(109, 1)}smic s03\n${clips(83, 2)}`;
  const { uf1, uar, n, oneClassFolds, meanOfFolds } = await scoreJson(log);
  expect(uf1).toBeCloseTo(0.2408, 4);
  expect(uar).toBeCloseTo(1 / 3, 12);
  expect([n, oneClassFolds]).toEqual([442, 3]);
  expect(meanOfFolds.uf1).toBeCloseTo(1 / 9, 12);
});

describe('what cannot be read', () => {
  test('is listed, in words and in JSON, and counts in no figure', async () => {
    const damaged = `${SMALL}b_4 2\nb_5 0 9\n`;
    const { skipped, ...figures } = await scoreJson(damaged);
    const { skipped: none, ...whole } = await scoreJson(SMALL);
    expect(figures).toEqual(whole);
    expect(none).toEqual([]);
    expect(skipped.map(({ line }) => line)).toEqual([9, 10]);
    const { exit, out } = await score(damaged);
    expect(exit).toBe(0);
    expect(out).toContain('2 lines could not be read and count in no figure:');
    expect(out).toMatch(/^ {2}line 10: its prediction "9" is none of/m);
  });

  test.each([
    ['', /log\.txt is empty/],
    ['EP02_01f 1 1\n', /No clip can be read from log\.txt\. line 1: no header above it/],
    [Buffer.from('smic s01\né_1 0 0', 'latin1'), /log\.txt is not UTF-8 text/],
  ])('all of it, or none: 2, with the reason (%#)', async (log, why) => {
    const { exit, out, errors } = await score(log, '--json');
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toEqual({ error: { code: 'bad-input', message: expect.stringMatching(why) } });
    expect(errors).toMatch(why);
  });

  test('a file that is not there, or is a folder', async () => {
    expect((await onset('score', join(dir, 'nothing'))).errors).toMatch(
      /nothing cannot be read: it does not exist/,
    );
    expect(await onset('score', dir)).toMatchObject({
      exit: 2,
      errors: expect.stringMatching(/it is a folder/),
    });
    expect((await onset('score')).errors).toMatch(/missing required argument 'log'/);
  });
});

/** Golden file 02 lies beside the project; where it must not be missing, its absence fails. */
const golden = resolve(import.meta.dirname, '../../../../shared/reference/02_megc_loso_uf1_uar.json');
const isRequired = process.env['CI'] !== undefined;
const goldenFile = z.object({
  input: z.object({
    folds: z.array(
      z.object({ subject: z.string(), y_true: z.array(z.number()), y_pred: z.array(z.number()) }),
    ),
  }),
  expected: z.looseObject({ NOT_the_metric_mean_of_fold_macro_f1: z.number() }),
});
const goldenPool = z.object({
  ...{ TP: z.array(z.number()), N: z.array(z.number()) },
  ...{ UF1: z.number(), UAR: z.number(), accuracy: z.number() },
});

test.skipIf(!existsSync(golden) && !isRequired)('golden file 02, written as a log', async () => {
  const { input, expected } = goldenFile.parse(JSON.parse(readFileSync(golden, 'utf8')));
  const log = input.folds.map(({ subject, y_true, y_pred }) => {
    const rows = y_true.map((truth, i) => `${subject}_${i} ${truth} ${y_pred[i]}\n`);
    return `${subject.replace('_', ' ')}\n${rows.join('')}`;
  });
  const { datasets, ...overall } = await scoreJson(log.join(''));
  expect([overall.n, overall.folds, overall.skipped]).toEqual([442, 68, []]);
  expect(overall.meanOfFolds.uf1).toBeCloseTo(expected.NOT_the_metric_mean_of_fold_macro_f1, 12);
  const pools = {
    composite: overall,
    SMIC: datasets['smic'],
    CASME2: datasets['casme2'],
    SAMM: datasets['samm'],
  };
  for (const [name, got] of Object.entries(pools)) {
    const wanted = goldenPool.parse(expected[name]);
    expect(got?.uf1, name).toBeCloseTo(wanted.UF1, 12);
    expect(got?.uar, name).toBeCloseTo(wanted.UAR, 12);
    expect(got?.accuracy, name).toBeCloseTo(wanted.accuracy, 12);
    expect(got?.confusion.map((row, i) => row[i])).toEqual(wanted.TP);
    expect(got?.confusion.map((row) => row.reduce((total, cell) => total + cell, 0))).toEqual(wanted.N);
  }
});
