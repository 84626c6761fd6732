import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { concordance, pearson, pearsonInterval, spearman } from '../metrics/correlation.ts';
import { raterPairs } from './pairs.ts';
import { ratingsFromRows } from './ratings.ts';

type Row = readonly (number | null)[];
const pairsIn = (rows: readonly Row[]) => [...raterPairs(ratingsFromRows(rows))];

function onlyPair(a: readonly number[], b: readonly number[]) {
  const [pair] = pairsIn(a.map((value, i) => [value, b[i] ?? null]));
  if (!pair) throw new Error('no pair');
  return pair;
}

test('each pair by the functions that the golden files check, over the items both rated', () => {
  const value = fc.option(fc.integer({ min: 0, max: 12 }), { freq: 4 });
  const rows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 25 });
  const near = (got: number | null, expected: number | null, digits = 9) =>
    expected === null ? expect(got).toBeNull() : expect(got).toBeCloseTo(expected, digits);
  fc.assert(
    fc.property(rows, (ratings) => {
      for (const pair of pairsIn(ratings)) {
        const a: number[] = [];
        const b: number[] = [];
        for (const row of ratings) {
          const [left, right] = [row[pair.first] ?? null, row[pair.second] ?? null];
          if (left === null || right === null) continue;
          a.push(left);
          b.push(right);
        }
        expect(pair.items).toBe(a.length);
        near(pair.pearson.value, pearson(a, b).r);
        // Beside 1 a rounding of r is the root of it in p.
        near(pair.pearson.p, pearson(a, b).p, 6);
        near(pair.pearson.interval?.low ?? null, pearsonInterval(a, b, 0.95)?.[0] ?? null);
        near(pair.spearman.value, spearman(a, b).r);
        near(pair.spearman.p, spearman(a, b).p, 6);
        near(pair.concordance.value, concordance(a, b));
      }
    }),
  );
});

test('differences by hand: first minus second, SD with n - 1, limits 1.96 SD away', () => {
  // Differences 1, 2, 3: mean 2, SD 1; t of 2 degrees of freedom for 0.95 is 4.302653.
  const { differences } = onlyPair([2, 4, 6], [1, 2, 3]);
  expect(differences?.mean).toBeCloseTo(2, 12);
  expect(differences?.standardDeviation).toBeCloseTo(1, 12);
  expect(differences?.low).toBeCloseTo(2 - 1.959963984540054, 9);
  expect(differences?.high).toBeCloseTo(2 + 1.959963984540054, 9);
  expect(differences?.meanInterval.high).toBeCloseTo(2 + 4.302652729911275 / Math.sqrt(3), 9);
  const error = Math.sqrt(1 / 3 + 1.959963984540054 ** 2 / 4);
  expect(differences?.highInterval.high).toBeCloseTo((differences?.high ?? 0) + 4.302652729911275 * error, 9);
  expect(differences?.lowInterval.low).toBeCloseTo((differences?.low ?? 0) - 4.302652729911275 * error, 9);
});

test.each([0.5, 2])('19 of 20 intervals of CCC and of the limits hold what is true, %s apart', (shift) => {
  // x = z + e, y = z + f + shift; standard deviations 1, 0.5, 0.5.
  const random = createRandom(11);
  const ccc = 2 / (2.5 + shift ** 2);
  const upper = -shift + 1.959963984540054 * Math.sqrt(0.5);
  let [cccHeld, limitHeld] = [0, 0];
  for (let trial = 0; trial < 500; trial++) {
    const truth = Array.from({ length: 80 }, () => random.normal());
    const pair = onlyPair(
      truth.map((z) => z + 0.5 * random.normal()),
      truth.map((z) => z + 0.5 * random.normal() + shift),
    );
    const [a, b] = [pair.concordance.interval, pair.differences?.highInterval];
    if (a && a.low <= ccc && a.high >= ccc) cccHeld++;
    if (b && b.low <= upper && b.high >= upper) limitHeld++;
  }
  for (const held of [cccHeld, limitHeld]) {
    expect(held / 500).toBeGreaterThan(0.92);
    expect(held / 500).toBeLessThan(0.98);
  }
});

test('constant, single and missing: null, never NaN', () => {
  const constant = onlyPair([0.1, 0.1, 0.1], [0.2, 0.3, 0.9]);
  expect(constant.pearson).toEqual({ value: null, p: null, interval: null });
  expect(constant.spearman).toEqual({ value: null, p: null, interval: null });
  expect(constant.concordance).toEqual({ value: 0, interval: null });
  expect(onlyPair([0.1, 0.1], [0.1, 0.1]).concordance.value).toBeNull();
  const [apart] = pairsIn([
    [1, null],
    [null, 2],
  ]);
  expect(apart).toEqual({
    first: 0,
    second: 1,
    items: 0,
    pearson: { value: null, p: null, interval: null },
    spearman: { value: null, p: null, interval: null },
    concordance: { value: null, interval: null },
    differences: null,
  });
  expect(onlyPair([1], [2])).toMatchObject({ items: 1, differences: null, concordance: { value: 0 } });
  expect(pairsIn([[1], [2]])).toEqual([]);
  expect(pairsIn([])).toEqual([]);
});

test('equal raters: everything is 1 and no difference has a spread', () => {
  const same = onlyPair([0.1, 0.3, 0.7, 0.8], [0.1, 0.3, 0.7, 0.8]);
  expect([same.pearson.value, same.spearman.value, same.concordance.value]).toEqual([1, 1, 1]);
  expect(same.concordance.interval).toBeNull();
  expect(same.differences).toMatchObject({ mean: 0, standardDeviation: 0, low: 0, high: 0 });
});
