import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ratingsFromRows } from '../agreement/ratings.ts';
import { ewe } from './ewe.ts';

test('by hand: a rater against the others’ tendency has no weight', () => {
  // The others’ means beside the third fall while it rises.
  const { correlations, weights, values } = ewe(
    ratingsFromRows([
      [0, 0, 4],
      [1, 1, 2],
      [2, 2, 0],
    ]),
  );
  // Against (0 + 4) / 2, (1 + 2) / 2, (2 + 0) / 2 = 2, 1.5, 1 the first two fall too: none is above 0.
  expect(correlations.map((r) => r?.toFixed(9))).toEqual(['-1.000000000', '-1.000000000', '-1.000000000']);
  expect(weights).toEqual([null, null, null]);
  expect(values).toEqual([null, null, null]);
});

test('by hand: weights are the correlations, scaled to a sum of 1', () => {
  const rows = [
    [0, 0, 2],
    [3, 4, 0],
    [6, 8, 1],
  ];
  const { correlations, weights, values } = ewe(ratingsFromRows(rows));
  // Third against 0, 3.5, 7: deviations 1, -1, 0 and -3.5, 0, 3.5: -3.5 / √(2 · 24.5) = -0.5.
  expect(correlations[2]).toBeCloseTo(-0.5, 12);
  expect(weights[2]).toBe(0);
  // First against 1, 2, 4.5 (mean 2.5: -1.5, -0.5, 2): deviations -3, 0, 3: 10.5 / √(18 · 6.5).
  expect(correlations[0]).toBeCloseTo(10.5 / Math.sqrt(18 * 6.5), 12);
  // Second against 1, 1.5, 3.5 (mean 2: -1, -0.5, 1.5): deviations -4, 0, 4: 10 / √(32 · 3.5).
  expect(correlations[1]).toBeCloseTo(10 / Math.sqrt(32 * 3.5), 12);
  const [first, second] = [10.5 / Math.sqrt(117), 10 / Math.sqrt(112)];
  expect(weights[0]).toBeCloseTo(first / (first + second), 12);
  expect(values[2]).toBeCloseTo((6 * first + 8 * second) / (first + second), 12);
});

test('a missing rating leaves its weight to the others; only the weightless rated it: null', () => {
  const full = [
    [1, 1, 9],
    [2, 3, 1],
    [5, 4, 8],
    [7, 8, 2],
  ];
  const { weights, values } = ewe(ratingsFromRows([...full, [3, null, null], [null, null, 6]]));
  expect(weights[2]).toBe(0);
  expect(values[4]).toBeCloseTo(3, 12);
  expect(values[5]).toBeNull();
});

test('a constant rater, or others who are constant, have no correlation and no weight', () => {
  const { correlations, weights } = ewe(
    ratingsFromRows([
      [0.1, 0.3, 0.3, 0.3],
      [0.5, 0.3, 0.3, 0.3],
      [0.9, 0.3, 0.3, 0.3],
    ]),
  );
  expect(correlations).toEqual([null, null, null, null]);
  expect(weights).toEqual([null, null, null, null]);
});

test('one rater, one item, no overlap, nothing: no weights', () => {
  for (const rows of [
    [],
    [[1], [2]],
    [[1, 2]],
    [
      [1, null],
      [null, 2],
    ],
    [[null, null]],
  ]) {
    const { weights, values } = ewe(ratingsFromRows(rows));
    expect(weights.every((weight) => weight === null)).toBe(true);
    expect(values).toEqual(rows.map(() => null));
  }
});

test('every value lies between the ratings of its item, and weights sum to 1', () => {
  const rating = fc.option(fc.integer({ min: 0, max: 100 }), { freq: 5 });
  const rows = fc.array(fc.array(rating, { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 15 });
  fc.assert(
    fc.property(rows, (ratings) => {
      const { weights, values } = ewe(ratingsFromRows(ratings));
      if (weights[0] === null) return;
      expect(weights.reduce((total: number, weight) => total + (weight ?? 0), 0)).toBeCloseTo(1, 12);
      values.forEach((value, item) => {
        if (value === null) return;
        const given = (ratings[item] ?? []).filter((one) => one !== null);
        expect(value).toBeGreaterThanOrEqual(Math.min(...given) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(...given) + 1e-9);
      });
    }),
  );
});
