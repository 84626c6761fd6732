import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  explainedVariance,
  meanAbsoluteError,
  meanSquaredError,
  medianAbsoluteError,
  r2,
  rootMeanSquaredError,
  signAgreement,
} from './regression.ts';

const TRUTH = [0, 1, 2, 5];
/** Errors (truth - prediction): -1, 0, 1, 4. */
const PREDICTION = [1, 1, 1, 1];
const FIGURES = {
  meanSquaredError,
  meanAbsoluteError,
  rootMeanSquaredError,
  medianAbsoluteError,
  signAgreement,
};
const values = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  minLength: 2,
  maxLength: 20,
});

test('squared, absolute and median error by hand', () => {
  expect(meanSquaredError(TRUTH, PREDICTION)).toBe(18 / 4);
  expect(rootMeanSquaredError(TRUTH, PREDICTION)).toBe(Math.sqrt(4.5));
  expect(meanAbsoluteError(TRUTH, PREDICTION)).toBe(6 / 4);
  expect(medianAbsoluteError(TRUTH, PREDICTION)).toBe(1);
  expect(medianAbsoluteError([0, 0, 0], [3, -10, 1])).toBe(3);
  expect(medianAbsoluteError([0, 0], [1, 2])).toBe(1.5);
});

test('R² and explained variance by hand: the latter forgives a constant offset', () => {
  // Total sum of squares about 2: 4 + 1 + 0 + 9 = 14; errors about their mean 1: 4 + 1 + 0 + 9 = 14.
  expect(r2(TRUTH, PREDICTION)).toBeCloseTo(1 - 18 / 14, 12);
  expect(explainedVariance(TRUTH, PREDICTION)).toBeCloseTo(0, 12);
  expect(
    explainedVariance(
      TRUTH,
      TRUTH.map((value) => value + 3),
    ),
  ).toBe(1);
});

test('constant truth: 1 if nothing is left to explain, else 0 (scikit-learn)', () => {
  expect(r2([0.1, 0.1, 0.1], [0.1, 0.1, 0.1])).toBe(1);
  expect(r2([0.1, 0.1, 0.1], [0.1, 0.1, 0.2])).toBe(0);
  expect(explainedVariance([0.1, 0.1, 0.1], [0.7, 0.7, 0.7])).toBe(1);
  expect(explainedVariance([0.1, 0.1, 0.1], [0.1, 0.2, 0.1])).toBe(0);
});

test('one pair has no R²; no pair has no figure at all', () => {
  expect(r2([1], [1])).toBeNull();
  expect(explainedVariance([1], [1])).toBe(1);
  for (const figure of [...Object.values(FIGURES), r2, explainedVariance]) expect(figure([], [])).toBeNull();
});

test('0 agrees in sign with 0 only', () => {
  expect(signAgreement([1, -1, 0, 0, 2], [3, 1, 0, 1, 0])).toBe(2 / 5);
  expect(signAgreement([0], [-0])).toBe(1);
});

test('lists that do not pair up are refused', () => {
  for (const figure of [...Object.values(FIGURES), r2, explainedVariance])
    expect(() => figure([1, 2], [1])).toThrow('do not pair up');
});

test('swapping truth and prediction leaves the errors, and predicting the mean gives R² 0', () => {
  fc.assert(
    fc.property(values, (list) => {
      const [truth, prediction] = [list.map(([a]) => a), list.map(([, b]) => b)];
      for (const figure of Object.values(FIGURES))
        expect(figure(prediction, truth)).toBe(figure(truth, prediction));
      const mean = truth.reduce((a, b) => a + b, 0) / truth.length;
      fc.pre(new Set(truth).size > 1);
      expect(
        r2(
          truth,
          truth.map(() => mean),
        ),
      ).toBeCloseTo(0, 9);
    }),
  );
});
