import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ICC_KINDS, iccTable } from './icc.ts';
import { ratingsFromRows } from './ratings.ts';

type Rows = readonly (readonly (number | null)[])[];
const icc = (rows: Rows, level?: number) => iccTable(ratingsFromRows(rows), level);
const values = (rows: Rows) => ICC_KINDS.map((kind) => icc(rows)?.figures[kind].value);

/** Shrout & Fleiss 1979, table 2: six targets, four judges. */
const SHROUT_FLEISS = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];
const random = fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 3 }), {
  minLength: 4,
  maxLength: 12,
});

test('mean squares and all six as Shrout & Fleiss print them (tables 3 and 4)', () => {
  const table = icc(SHROUT_FLEISS);
  expect(table?.anova.meanSquares.betweenItems).toBeCloseTo(11.24, 2);
  expect(table?.anova.meanSquares.withinItems).toBeCloseTo(6.26, 2);
  expect(table?.anova.meanSquares.betweenRaters).toBeCloseTo(32.49, 2);
  expect(table?.anova.meanSquares.residual).toBeCloseTo(1.02, 2);
  expect(values(SHROUT_FLEISS).map((value) => value?.toFixed(2))).toEqual([
    '0.17',
    '0.29',
    '0.71',
    '0.44',
    '0.62',
    '0.91',
  ]);
  expect(table?.figures.icc1).toMatchObject({ df1: 5, df2: 18 });
  expect(table?.figures.icc2).toMatchObject({ df1: 5, df2: 15 });
});

test('by hand: 2 items, 2 raters', () => {
  // Items' means 1.5 and 4: between 2 · (1.25² + 1.25²) = 6.25; within (0.5 + 2) / 2 = 1.25.
  // Raters' means 2 and 3.5: 2 · (0.75² + 0.75²) = 2.25; residual 2.5 - 2.25 = 0.25.
  const rows = [
    [1, 2],
    [3, 5],
  ];
  expect(icc(rows)?.anova.meanSquares).toEqual({
    betweenItems: 6.25,
    betweenRaters: 2.25,
    residual: 0.25,
    withinItems: 1.25,
  });
  const [icc1, icc2, icc3, icc1k, icc2k, icc3k] = values(rows);
  expect(icc1).toBeCloseTo(5 / 7.5, 12);
  expect(icc2).toBeCloseTo(6 / (6.25 + 0.25 + (2 / 2) * 2), 12);
  expect(icc3).toBeCloseTo(6 / 6.5, 12);
  expect(icc1k).toBeCloseTo(5 / 6.25, 12);
  expect(icc2k).toBeCloseTo(6 / (6.25 + 2 / 2), 12);
  expect(icc3k).toBeCloseTo(6 / 6.25, 12);
  // F = 25 with 1 and 1 degrees of freedom: p = 1 - (2 / pi) atan 5.
  expect(icc(rows)?.figures.icc3.p).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(5), 12);
});

test('intervals and p of their example as pingouin 0.7 (intraclass_corr, unrounded)', () => {
  const expected = {
    icc1: [-0.13293232487475098, 0.722560062328121, 0.16476880834463953],
    icc2: [0.018786513374712, 0.7610843696489529, 0.000134566516484335],
    icc3: [0.3424647650339253, 0.9458582599553595, 0.000134566516484335],
    icc1k: [-0.8844421552381201, 0.9124154203407755, 0.16476880834463953],
    icc2k: [0.07113681530250332, 0.9272320401677219, 0.000134566516484335],
    icc3k: [0.6756747138163046, 0.9858916781690623, 0.000134566516484335],
  };
  for (const kind of ICC_KINDS) {
    const { interval, p } = icc(SHROUT_FLEISS)?.figures[kind] ?? {};
    const [low, high, ofF] = expected[kind];
    expect(interval?.low).toBeCloseTo(low ?? 9, 8);
    expect(interval?.high).toBeCloseTo(high ?? 9, 8);
    expect(p).toBeCloseTo(ofF ?? 9, 10);
  }
});

test('an interval’s end is where the F test would just not tell the true value apart', () => {
  // With 2 and 2 degrees of freedom the F quantile of 0.975 is 39: F / 39 and F · 39.
  const rows = [
    [1, 2],
    [3, 5],
    [7, 8],
  ];
  const { f, interval } = icc(rows)?.figures.icc3 ?? {};
  expect(interval?.low).toBeCloseTo(((f ?? 0) / 39 - 1) / ((f ?? 0) / 39 + 1), 9);
  expect(interval?.high).toBeCloseTo(((f ?? 0) * 39 - 1) / ((f ?? 0) * 39 + 1), 9);
});

test('items that a rater missed are left out and counted', () => {
  const table = icc([[1, null, 1, 1], ...SHROUT_FLEISS, [null, null, null, null]]);
  expect(table?.anova).toMatchObject({ items: 6, leftOut: 2 });
  expect(table?.figures).toEqual(icc(SHROUT_FLEISS)?.figures);
});

test('unit and origin do not matter, nor a rater’s own level to consistency', () => {
  fc.assert(
    fc.property(random, (rows) => {
      const before = icc(rows)?.figures;
      const after = icc(rows.map((row) => row.map((value) => 0.125 * value + 3)))?.figures;
      const levelled = icc(rows.map((row) => row.map((value, rater) => value + 16 * rater)))?.figures;
      for (const kind of ICC_KINDS) expect(after?.[kind].value).toBeCloseTo(before?.[kind].value ?? 0, 8);
      expect(levelled?.icc3.value).toBeCloseTo(before?.icc3.value ?? 0, 8);
    }),
  );
});

test('every interval holds its value and widens with the level', () => {
  fc.assert(
    fc.property(random, (rows) => {
      const [narrow, wide] = [icc(rows, 0.8)?.figures, icc(rows, 0.95)?.figures];
      for (const kind of ['icc1', 'icc2', 'icc3'] as const) {
        const [value, inner, outer] = [narrow?.[kind].value, narrow?.[kind].interval, wide?.[kind].interval];
        if (value === null || value === undefined || !inner || !outer) continue;
        // Its degrees of freedom are approximate, and no more than that below 0.
        if (kind === 'icc2' && value < 0) continue;
        expect(inner.low).toBeLessThanOrEqual(value + 1e-9);
        expect(inner.high).toBeGreaterThanOrEqual(value - 1e-9);
        expect(outer.low).toBeLessThanOrEqual(inner.low + 1e-9);
        expect(outer.high).toBeGreaterThanOrEqual(inner.high - 1e-9);
      }
    }),
  );
});

test('perfect agreement is 1, without an F or an interval; of a constant nothing is defined', () => {
  const perfect = [0.1, 0.3, 0.7].map((value) => [value, value, value]);
  expect(values(perfect)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(icc(perfect)?.figures.icc1).toMatchObject({ f: null, p: null, interval: null });
  expect(values([0.1, 0.1, 0.1].map((value) => [value, value, value]))).toEqual(new Array(6).fill(null));
});

test('what only rounding tells apart is no spread', () => {
  // 0.1 + 0.2 is not quite 0.3.
  const levels = [0.1, 0.3, 0.7, 0.2].map((value) => [value, value + 0.1, value + 0.2]);
  expect(icc(levels)?.anova.meanSquares.residual).toBe(0);
  expect(icc(levels)?.figures.icc3).toMatchObject({ value: 1, f: null, interval: null });
});

test('raters who each always say their own value: none of it is the items’', () => {
  const rows = new Array<number[]>(5).fill([0.3, 0.7]);
  expect(icc(rows)?.figures.icc1.value).toBe(-1);
  expect(icc(rows)?.figures.icc3.value).toBeNull();
  expect(icc(rows)?.figures.icc2.value).toBe(0);
});

test('one rater, one item, nothing: no table', () => {
  for (const rows of [
    [],
    [[1, 2]],
    [[1], [2]],
    [
      [1, null],
      [null, 2],
      [1, 2],
    ],
  ])
    expect(icc(rows)).toBeNull();
});
