import { expect, test } from 'vitest';
import { meanOfOthers, raterBiases } from './bias.ts';
import { ratingsFromRows } from './ratings.ts';

test('by hand: from the mean of the others, over items another rated too', () => {
  const ratings = ratingsFromRows([
    [4, 1, 3],
    [5, null, 1],
    [9, null, null],
    [3, 3, 2],
  ]);
  const [first, second] = raterBiases(ratings);
  // First: 4 - 2, 5 - 1, 3 - 2.5 = 2, 4, 0.5; second: 1 - 3.5, 3 - 2.5 = -2.5, 0.5.
  expect(first).toMatchObject({ rater: 0, items: 3 });
  expect(first?.mean).toBeCloseTo(6.5 / 3, 12);
  expect(second).toMatchObject({ rater: 1, items: 2, mean: -1 });
  expect(second?.standardDeviation).toBeCloseTo(Math.sqrt(2 * 1.5 ** 2), 12);
  // t of one degree of freedom for 0.95 is 12.7062; SD / √2 = 1.5.
  expect(second?.interval?.high).toBeCloseTo(-1 + 12.706204736174694 * 1.5, 8);
});

test('two raters: one’s bias is the other’s turned round', () => {
  const [a, b] = raterBiases(
    ratingsFromRows([
      [0.1, 0.4],
      [0.2, 0.3],
      [0.9, 0.8],
    ]),
  );
  expect(a?.mean).toBeCloseTo(-(b?.mean ?? 0), 12);
  expect(a?.interval?.low).toBeCloseTo(-(b?.interval?.high ?? 0), 12);
});

test('a rater without anybody beside has none; one item has no spread', () => {
  expect(
    raterBiases(
      ratingsFromRows([
        [1, null],
        [null, 2],
      ]),
    ),
  ).toEqual([
    { rater: 0, items: 0, mean: null, standardDeviation: null, interval: null },
    { rater: 1, items: 0, mean: null, standardDeviation: null, interval: null },
  ]);
  expect(raterBiases(ratingsFromRows([[1], [2]]))[0]?.mean).toBeNull();
  expect(raterBiases(ratingsFromRows([[1, 3]]))[0]).toMatchObject({ items: 1, mean: -2, interval: null });
  expect(raterBiases({ items: 0, raters: [] })).toEqual([]);
});

test('equal ratings: exactly no bias, and the others’ mean is exactly theirs', () => {
  const same = ratingsFromRows([
    [0.1, 0.1, 0.1, 0.1],
    [0.7, 0.7, 0.7, 0.7],
  ]);
  expect(raterBiases(same)[2]).toMatchObject({
    mean: 0,
    standardDeviation: 0,
    interval: { low: 0, high: 0 },
  });
  expect([...meanOfOthers(ratingsFromRows([[0.9, 0.1, 0.1, 0.1]]), 0)]).toEqual([0.1]);
});
