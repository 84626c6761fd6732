import { expect, test } from 'vitest';
import { goldMajority, goldMedian, meanDistribution, voteShares } from './recipes.ts';

test('the median of odd and even numbers of ratings, null of none', () => {
  expect(goldMedian([0.9, 0.1, 0.4])).toBe(0.4);
  expect(goldMedian([0.75, 0.25, 0, 1])).toBe(0.5);
  expect(goldMedian([0.3])).toBe(0.3);
  expect(goldMedian([])).toBeNull();
});

test('the majority; a tie is open and tells which', () => {
  expect(goldMajority(['fear', 'anger', 'fear'])).toEqual({ emotion: 'fear', tied: [] });
  expect(goldMajority(['fear', 'anger', 'fear', 'anger', 'sadness'])).toEqual({
    emotion: null,
    tied: ['anger', 'fear'],
  });
  expect(goldMajority([])).toEqual({ emotion: null, tied: [] });
});

test('shares of votes in the order of the classes', () => {
  expect(voteShares(['b', 'a', 'b', 'b'], ['a', 'b', 'c'])).toEqual([0.25, 0.75, 0]);
  expect(voteShares([], ['a'])).toBeNull();
  expect(() => voteShares(['d'], ['a', 'b'])).toThrow('d is none of the classes: a, b.');
});

test('the mean of distributions, each of the same weight whatever its sum', () => {
  expect(
    meanDistribution([
      [0.5, 0.5, 0],
      [0, 0.5, 0.5],
    ]),
  ).toEqual([0.25, 0.5, 0.25]);
  expect(
    meanDistribution([
      [1, 0],
      [1, 3],
    ]),
  ).toEqual([0.625, 0.375]);
  expect(meanDistribution([])).toBeNull();
  for (const wrong of [[[0, 0]], [[-1, 2]], [[Number.NaN, 1]], [[1, 0], [1]]])
    expect(() => meanDistribution(wrong)).toThrow(RangeError);
});
