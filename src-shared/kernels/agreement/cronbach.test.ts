import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cronbachAlpha } from './cronbach.ts';
import { ratingsFromRows } from './ratings.ts';

function variance(values: readonly number[]): number {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1);
}

test('Cronbach’s own form: k / (k - 1) (1 - Σ variances / variance of the sum)', () => {
  const rows = fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 }), {
    minLength: 3,
    maxLength: 10,
  });
  fc.assert(
    fc.property(rows, (ratings) => {
      const ofSum = variance(ratings.map((row) => row.reduce((total, value) => total + value, 0)));
      fc.pre(ofSum > 0);
      const ofRaters = [0, 1, 2, 3].map((rater) => variance(ratings.map((row) => row[rater] ?? 0)));
      const expected = (4 / 3) * (1 - ofRaters.reduce((total, value) => total + value, 0) / ofSum);
      expect(cronbachAlpha(ratingsFromRows(ratings))?.value).toBeCloseTo(expected, 8);
    }),
  );
});

test('Feldt’s interval where the F quantile is 39 (2 and 2 degrees of freedom)', () => {
  const alpha = cronbachAlpha(
    ratingsFromRows([
      [1, 2],
      [3, 5],
      [7, 8],
    ]),
  );
  const unshared = 1 - (alpha?.value ?? 0);
  expect(alpha?.interval?.low).toBeCloseTo(1 - unshared * 39, 9);
  expect(alpha?.interval?.high).toBeCloseTo(1 - unshared / 39, 9);
});

test('Shrout & Fleiss’ judges as pingouin.cronbach_alpha 0.7, unrounded', () => {
  const alpha = cronbachAlpha(
    ratingsFromRows([
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ]),
  );
  expect(alpha?.value).toBeCloseTo(0.9093155423770695, 10);
  expect(alpha?.interval?.low).toBeCloseTo(0.6756747138163046, 8);
  expect(alpha?.interval?.high).toBeCloseTo(0.9858916781690623, 8);
});

test('items that do not differ have none; too few have no figure; missing ones are counted', () => {
  expect(
    cronbachAlpha(
      ratingsFromRows([
        [1, 2],
        [2, 1],
        [null, 1],
      ]),
    ),
  ).toEqual({ value: null, interval: null, items: 2, leftOut: 1 });
  expect(cronbachAlpha(ratingsFromRows([[1, 2]]))).toBeNull();
  expect(cronbachAlpha(ratingsFromRows([[1], [2]]))).toBeNull();
  expect(
    cronbachAlpha(
      ratingsFromRows([
        [1, 1],
        [2, 2],
      ]),
    ),
  ).toMatchObject({ value: 1, interval: null });
});
