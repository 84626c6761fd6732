import { expect, test } from 'vitest';
import { columnOf, completeCases, pairsOf, ratingsFromRows, takeItems } from './ratings.ts';

test('rows become a column a rater; null is missing', () => {
  const ratings = ratingsFromRows([
    [1, null],
    [3, 4],
  ]);
  expect(ratings.items).toBe(2);
  expect(ratings.raters.map((column) => [...column])).toEqual([
    [1, 3],
    [Number.NaN, 4],
  ]);
  expect(ratingsFromRows([])).toEqual({ items: 0, raters: [] });
});

test('rows of other lengths, values that are none, raters that are not there are refused', () => {
  expect(() => ratingsFromRows([[1, 2], [1]])).toThrow('Item 1 has 1 ratings, the first has 2.');
  expect(() => ratingsFromRows([[Number.POSITIVE_INFINITY]])).toThrow(RangeError);
  expect(() => columnOf(ratingsFromRows([[1]]), 1)).toThrow('No rater 1 among 1.');
  expect(() => columnOf({ items: 2, raters: [new Float64Array(1)] }, 0)).toThrow(RangeError);
});

test('complete cases leave out what any rater missed', () => {
  const cases = completeCases(
    ratingsFromRows([
      [1, 2],
      [3, null],
      [5, 6],
    ]),
  );
  expect([cases.items, cases.leftOut, [...cases.values]]).toEqual([2, 1, [1, 2, 5, 6]]);
  expect(completeCases({ items: 3, raters: [] })).toMatchObject({ items: 0, leftOut: 3 });
});

test('items are taken as often as they are drawn', () => {
  const { items, raters } = takeItems(ratingsFromRows([[1], [2], [3]]), [2, 0, 2]);
  expect([items, ...raters.map((column) => [...column])]).toEqual([3, [3, 1, 3]]);
});

test('every pair once', () => {
  expect(pairsOf(3)).toEqual([
    { first: 0, second: 1 },
    { first: 0, second: 2 },
    { first: 1, second: 2 },
  ]);
  expect(pairsOf(1)).toEqual([]);
});
