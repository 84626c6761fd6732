import { expect, test } from 'vitest';
import { clusterBootstrap } from './bootstrap.ts';

const mean = (items: readonly number[]) => items.reduce((sum, item) => sum + item, 0) / items.length;

test('groups that are all alike leave no doubt', () => {
  expect(
    clusterBootstrap(
      [
        [1, 3],
        [1, 3],
        [1, 3],
      ],
      mean,
      200,
      1,
    ),
  ).toEqual({ low: 2, high: 2 });
});

test('about as wide as the standard error of the mean of the groups says', () => {
  const groups = Array.from({ length: 100 }, (_, index) => new Array<number>(5).fill(index / 100));
  const { low, high } = clusterBootstrap(groups, mean, 2000, 1);
  // 1.96 * sqrt(1/12) / sqrt(100) = 0.0566 on either side of 0.495.
  expect(low).toBeGreaterThan(0.425);
  expect(low).toBeLessThan(0.455);
  expect(high).toBeGreaterThan(0.535);
  expect(high).toBeLessThan(0.565);
});

test('where the statistic is undefined, the sample does not count', () => {
  const { low, high } = clusterBootstrap(
    [[0], [1]],
    (items) => (mean(items) === 0.5 ? Number.NaN : 7),
    50,
    1,
  );
  expect([low, high]).toEqual([7, 7]);
});
