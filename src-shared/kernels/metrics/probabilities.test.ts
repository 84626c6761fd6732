import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedCalibrationError, maximumCalibrationError, reliabilityBins } from './calibration.ts';
import { argmax, brierSum, logLoss, topKAccuracy } from './probabilities.ts';

test('the predicted class is the most probable, the first on ties', () => {
  expect(argmax([0.2, 0.4, 0.4])).toBe(1);
});

test('log loss is the mean surprise, and finite for a truth that was ruled out', () => {
  expect(
    logLoss(
      [0, 1],
      [
        [0.5, 0.5],
        [0.75, 0.25],
      ],
    ),
  ).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 12);
  expect(logLoss([1], [[1, 0]])).toBeCloseTo(52 * Math.log(2), 9);
  expect(logLoss([0], [[1, 0]])).toBeCloseTo(0, 12);
  expect(logLoss([], [])).toBeNull();
});

test('top-k: on ties the higher class index goes first', () => {
  const row = [[0.25, 0.5, 0.25, 0]];
  const shares = (truth: number) => [1, 2, 3, 4].map((k) => topKAccuracy([truth], row, k));
  expect(shares(1)).toEqual([1, 1, 1, 1]);
  expect(shares(2)).toEqual([0, 1, 1, 1]);
  expect(shares(0)).toEqual([0, 0, 1, 1]);
  expect(shares(3)).toEqual([0, 0, 0, 1]);
  expect(topKAccuracy([], [], 1)).toBeNull();
});

test('Brier: 0 for a sure hit, 2 for a sure miss, averaged over the clips', () => {
  const sure = [1, 0];
  expect(brierSum([0], [sure])).toBe(0);
  expect(brierSum([1], [sure])).toBe(2);
  expect(brierSum([0, 1, 1], [sure, sure, [0.5, 0.5]])).toBeCloseTo((0 + 2 + 0.5) / 3, 12);
});

test('bins hold (lo, hi], the first 0 too; sizes, accuracies and confidences by hand', () => {
  const bins = reliabilityBins(
    [0, 1, 0, 0],
    [
      [0.5, 0.5],
      [0.5, 0.5],
      [0.75, 0.25],
      [0, 0],
    ],
    2,
  );
  expect(bins).toEqual([
    { lo: 0, hi: 0.5, n: 3, acc: 2 / 3, conf: 1 / 3 },
    { lo: 0.5, hi: 1, n: 1, acc: 1, conf: 0.75 },
  ]);
  expect(expectedCalibrationError(bins)).toBeCloseTo((3 / 4) * (1 / 3) + (1 / 4) * 0.25, 12);
  expect(maximumCalibrationError(bins)).toBeCloseTo(1 / 3, 12);
});

test('an empty bin has neither accuracy nor confidence; without clips there is no error to speak of', () => {
  expect(reliabilityBins([], [], 1)).toEqual([{ lo: 0, hi: 1, n: 0, acc: null, conf: null }]);
  expect(expectedCalibrationError(reliabilityBins([], [], 3))).toBeNull();
  expect(maximumCalibrationError(reliabilityBins([], [], 3))).toBeNull();
});

test('a confidence on an edge belongs to the bin below, whatever the number of bins', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 59 }), (binCount, pick) => {
      const index = pick % binCount;
      const edge = (index + 1) / binCount;
      const bins = reliabilityBins([0], [[edge, 0]], binCount);
      expect(bins.findIndex((bin) => bin.n === 1)).toBe(index);
    }),
  );
});
