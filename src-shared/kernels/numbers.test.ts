import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, averageRanks, checkSameLength, isConstant, mean, ratio } from './numbers.ts';

test('an index outside the list is an error, not undefined', () => {
  expect(at([7, 8], 1)).toBe(8);
  expect(() => at([7, 8], 2)).toThrow('No element 2 in a list of 2.');
});

test('the mean of nothing is undefined, a share of nothing is 0', () => {
  expect(mean([])).toBeNull();
  expect(mean([1, 2, 6])).toBe(3);
  expect(ratio(3, 0)).toBe(0);
  expect(ratio(3, 4)).toBe(0.75);
});

test('a list is constant if its values are equal, not if their computed spread is small', () => {
  expect(isConstant([0.1, 0.1, 0.1])).toBe(true);
  expect(isConstant([0.1, 0.1, 0.1 + 1e-16])).toBe(false);
});

test('columns of different lengths are refused', () => {
  expect(() => checkSameLength([1, 2], [1])).toThrow('2 truths and 1 predictions do not pair up.');
});

test('ties share the mean of the ranks they cover', () => {
  expect(averageRanks([30, 10, 20, 10, 30, 30])).toEqual([5, 1.5, 3, 1.5, 5, 5]);
});

test('ranks add up to 1 + 2 + … + n and follow the order of the values', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 })), (values) => {
      const ranks = averageRanks(values);
      expect(ranks.reduce((a, b) => a + b, 0)).toBe((values.length * (values.length + 1)) / 2);
      values.forEach((a, i) => {
        values.forEach((b, j) => {
          expect(Math.sign(at(ranks, i) - at(ranks, j))).toBe(Math.sign(a - b));
        });
      });
    }),
  );
});
