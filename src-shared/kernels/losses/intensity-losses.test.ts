import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concordance } from '../metrics/correlation.ts';
import { at } from '../numbers.ts';
import { cccLoss } from './concordance.ts';
import { huberLoss, maeLoss, mseLoss, type ScalarLoss } from './intensity.ts';

const STEP = 1e-6;

function expectSlopes(loss: (yPred: readonly number[]) => ScalarLoss, yPred: readonly number[]) {
  const value = (i: number, by: number) =>
    loss(yPred.map((one, index) => (index === i ? one + by : one))).value;
  for (const [i, slope] of loss(yPred).gradient.entries())
    expect(slope).toBeCloseTo((value(i, STEP) - value(i, -STEP)) / (2 * STEP), 5);
}

test('squared and absolute error, with their slopes', () => {
  expect(mseLoss([0, 1], [0.5, -1], null)).toEqual({ value: (0.25 + 4) / 2, gradient: [0.5, -2] });
  const { value, gradient } = maeLoss([0, 1, 2], [0.5, -1, 2], null);
  expect(value).toBeCloseTo(2.5 / 3, 12);
  expect(gradient).toEqual([1 / 3, -1 / 3, 0]);
});

test('Huber is half the square up to delta, then a line of slope delta', () => {
  // Errors 0.5 and -2; delta 1: 0.125 and 1 * (2 - 0.5); delta 0.25: 0.25 * (0.5 - 0.125) and 0.25 * (2 - 0.125).
  expect(huberLoss([0, 1], [0.5, -1], 1, null)).toEqual({ value: (0.125 + 1.5) / 2, gradient: [0.25, -0.5] });
  const { value, gradient } = huberLoss([0, 1], [0.5, -1], 0.25, null);
  expect(value).toBeCloseTo((0.25 * 0.375 + 0.25 * 1.875) / 2, 12);
  expect(gradient).toEqual([0.125, -0.125]);
  expect(huberLoss([0, 1], [0.5, -1], 10, null).value).toBe(mseLoss([0, 1], [0.5, -1], null).value / 2);
});

test('weights multiply what each clip loses; the divisor stays the number of clips', () => {
  const weights = [3, 0.5];
  expect(mseLoss([0, 1], [0.5, -1], weights)).toEqual({ value: (0.75 + 2) / 2, gradient: [1.5, -1] });
  expect(maeLoss([0, 1], [0.5, -1], weights)).toEqual({ value: (1.5 + 1) / 2, gradient: [1.5, -0.25] });
  expect(huberLoss([0, 1], [0.5, -1], 1, weights)).toEqual({
    value: (0.375 + 0.75) / 2,
    gradient: [0.75, -0.25],
  });
});

test('CCC by hand: truths 0, 1 and predictions 0, 0.5', () => {
  // Variances 1/4 and 1/16, covariance 1/8, means apart by 1/4: CCC = (1/4) / (1/4 + 1/16 + 1/16) = 2/3.
  const { value, gradient } = cccLoss([0, 1], [0, 0.5]);
  expect(value).toBeCloseTo(1 / 3, 12);
  // 2 (2/3 (p - 1/2) - (t - 1/2)) / (2 * 3/8): 2 (-1/3 + 1/2) / 0.75 and 2 (0 - 1/2) / 0.75.
  expect(at(gradient, 0)).toBeCloseTo(4 / 9, 12);
  expect(at(gradient, 1)).toBeCloseTo(-4 / 3, 12);
});

test('where all truths are one value the loss is 1 and pulls nowhere, whatever is predicted', () => {
  for (const yPred of [
    [0.3, 0.3, 0.3],
    [0.2, 0.9, 0.4],
  ]) {
    const { value, gradient } = cccLoss([0.3, 0.3, 0.3], yPred);
    expect(value).toBe(1);
    expect(gradient.map(Math.abs)).toEqual([0, 0, 0]);
  }
  expect(cccLoss([0.5], [0.1])).toMatchObject({ value: 1 });
});

test('the gradients are the slopes of the values, and CCC is that of the metrics', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  const pairs = fc.array(fc.tuple(unit, unit, fc.double({ min: 0.1, max: 4, noNaN: true })), {
    minLength: 2,
    maxLength: 6,
  });
  fc.assert(
    fc.property(pairs, fc.double({ min: 0.05, max: 1, noNaN: true }), (list, delta) => {
      const [yTrue, yPred, weights] = [0, 1, 2].map((column) => list.map((row) => at(row, column)));
      if (yTrue === undefined || yPred === undefined || weights === undefined)
        throw new Error('three columns');
      expectSlopes((rows) => mseLoss(yTrue, rows, weights), yPred);
      const errors = yPred.map((one, i) => Math.abs(one - at(yTrue, i)));
      // Kinks have no slope.
      if (errors.every((error) => Math.abs(error - delta) > 1e-3))
        expectSlopes((rows) => huberLoss(yTrue, rows, delta, weights), yPred);
      if (errors.every((error) => error > 1e-3)) expectSlopes((rows) => maeLoss(yTrue, rows, weights), yPred);
      // Where all values lie close together CCC bends too much for differences.
      fc.pre(Math.max(...yTrue) - Math.min(...yTrue) > 0.2);
      expectSlopes((rows) => cccLoss(yTrue, rows), yPred);
      expect(cccLoss(yTrue, yPred).value).toBeCloseTo(1 - (concordance(yTrue, yPred) ?? Number.NaN), 10);
    }),
    { numRuns: 60 },
  );
});
