import { expect, test } from 'vitest';
import { raterConfusion } from './rater-confusion.ts';
import { ratingsFromRows } from './ratings.ts';

const ratings = ratingsFromRows([
  [0, 1, null],
  [0, 0, null],
  [1, 1, null],
  [0, 1, null],
  [null, 2, null],
]);

test('rows are what the first said, columns what the second said, over items both rated', () => {
  expect(raterConfusion(ratings, 0, 1, 3)).toEqual([
    [1, 2, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]);
  expect(raterConfusion(ratings, 1, 0, 2)).toEqual([
    [1, 0],
    [2, 1],
  ]);
});

test('a rater without an item in common leaves it empty; what is no class is refused', () => {
  expect(raterConfusion(ratings, 0, 2, 1)).toEqual([[0]]);
  expect(() => raterConfusion(ratings, 0, 1, 1)).toThrow('1 is no class from 0 to 0.');
  expect(() => raterConfusion(ratingsFromRows([[0.5, 0]]), 0, 1, 2)).toThrow(RangeError);
  expect(() => raterConfusion(ratings, 0, 3, 2)).toThrow('No rater 3 among 3.');
});
