import { expect, it } from 'vitest';
import { fitRidge } from './ridge.ts';

it('without a penalty is least squares: y = 1 + 2a - 3b is found', () => {
  const x = [
    [0, 0],
    [1, 0],
    [0, 1],
    [2, 1],
    [3, 5],
  ];
  const ridge = fitRidge(
    x,
    x.map(([a = 0, b = 0]) => 1 + 2 * a - 3 * b),
    0,
  );
  expect(ridge.predict([10, -4])).toBeCloseTo(33, 9);
});

it('a penalty as large as the feature is long halves its weight', () => {
  // Standardised, the feature is -1 and 1: z'z = 2, z'y = 2, so the weight is 2 / (2 + 2) = 1/2.
  const ridge = fitRidge([[10], [20]], [4, 6], 2);
  expect(ridge.predict([20])).toBeCloseTo(5.5, 12);
  expect(ridge.predict([15])).toBeCloseTo(5, 12);
});

it('a constant feature changes nothing', () => {
  const ridge = fitRidge(
    [
      [1, 7],
      [2, 7],
      [3, 7],
    ],
    [1, 2, 3],
    1e-9,
  );
  expect(ridge.predict([4, 7])).toBeCloseTo(4, 6);
});
