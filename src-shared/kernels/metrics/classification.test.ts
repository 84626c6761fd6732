import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../numbers.ts';
import { cohenKappa, matthewsCorrelation } from './chance-corrected.ts';
import {
  accuracy,
  classScores,
  confusionMatrix,
  geometricMeanRecall,
  macroAverage,
  microF1,
  normalizeColumns,
  normalizeRows,
  presentAverage,
  weightedAverage,
} from './classification.ts';

/** Worked by hand: supports 4, 2, 1, 0; predicted 3, 3, 1, 0. */
const CONFUSION = [
  [2, 1, 1, 0],
  [1, 1, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 0, 0],
];
const NOTHING = [
  [0, 0],
  [0, 0],
];
const pairs = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 40 });
const confusionOf = (list: readonly (readonly [number, number])[]) =>
  confusionMatrix(
    list.map(([truth]) => truth),
    list.map(([, prediction]) => prediction),
    4,
  );

test('rows are the truth, columns the prediction', () => {
  expect(confusionMatrix([0, 0, 0, 0, 1, 1, 2], [0, 0, 1, 2, 1, 0, 1], 4)).toEqual(CONFUSION);
});

test('labels outside the classes and unpaired lists are errors', () => {
  expect(() => confusionMatrix([0], [2], 2)).toThrow(RangeError);
  expect(() => confusionMatrix([-1], [0], 2)).toThrow(RangeError);
  expect(() => confusionMatrix([0, 1], [0], 2)).toThrow('do not pair up');
});

test('normalised rows and columns; those of nothing are 0', () => {
  expect(normalizeRows(CONFUSION)).toEqual([
    [0.5, 0.25, 0.25, 0],
    [0.5, 0.5, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 0, 0],
  ]);
  expect(normalizeColumns(CONFUSION)).toEqual([
    [2 / 3, 1 / 3, 1, 0],
    [1 / 3, 1 / 3, 0, 0],
    [0, 1 / 3, 0, 0],
    [0, 0, 0, 0],
  ]);
});

test('each class against the rest', () => {
  const scores = classScores(CONFUSION);
  expect(scores.map((one) => one.truePositives)).toEqual([2, 1, 0, 0]);
  expect(scores.map((one) => one.falsePositives)).toEqual([1, 2, 1, 0]);
  expect(scores.map((one) => one.falseNegatives)).toEqual([2, 1, 1, 0]);
  expect(scores.map((one) => one.support)).toEqual([4, 2, 1, 0]);
  expect(scores.map((one) => one.precision)).toEqual([2 / 3, 1 / 3, 0, 0]);
  expect(scores.map((one) => one.recall)).toEqual([1 / 2, 1 / 2, 0, 0]);
  expect(scores.map((one) => one.f1)).toEqual([4 / 7, 2 / 5, 0, 0]);
  expect(scores.map((one) => one.specificity)).toEqual([2 / 3, 3 / 5, 5 / 6, 1]);
});

test('the averages over all classes, over those present, and by support', () => {
  const scores = classScores(CONFUSION);
  expect(macroAverage(scores, 'f1')).toBeCloseTo((4 / 7 + 2 / 5) / 4, 12);
  expect(presentAverage(scores, 'f1')).toBeCloseTo((4 / 7 + 2 / 5) / 3, 12);
  expect(presentAverage(scores, 'recall')).toBeCloseTo(1 / 3, 12);
  expect(weightedAverage(scores, 'f1')).toBeCloseTo((4 * (4 / 7) + 2 * (2 / 5)) / 7, 12);
});

test('accuracy and what allows for chance', () => {
  expect(accuracy(CONFUSION)).toBe(3 / 7);
  expect(cohenKappa(CONFUSION, 'none')).toBeCloseTo(1 / 15, 12);
  expect(cohenKappa(CONFUSION, 'linear')).toBeCloseTo(2 / 37, 12);
  expect(cohenKappa(CONFUSION, 'quadratic')).toBeCloseTo(2 / 51, 12);
  expect(matthewsCorrelation(CONFUSION)).toBeCloseTo(2 / Math.sqrt(28 * 30), 12);
});

test('without clips a figure is undefined or 0, as its convention says', () => {
  expect(accuracy(NOTHING)).toBeNull();
  expect(presentAverage(classScores(NOTHING), 'recall')).toBeNull();
  expect(macroAverage(classScores(NOTHING), 'f1')).toBe(0);
  expect(weightedAverage(classScores(NOTHING), 'f1')).toBe(0);
  expect(cohenKappa(NOTHING, 'none')).toBeNull();
  expect(matthewsCorrelation(NOTHING)).toBe(0);
});

test('where only one class occurs, kappa is undefined and Matthews 0', () => {
  const right = [
    [6, 0],
    [0, 0],
  ];
  expect(cohenKappa(right, 'quadratic')).toBeNull();
  expect(matthewsCorrelation(right)).toBe(0);
  expect(
    cohenKappa(
      [
        [3, 3],
        [0, 0],
      ],
      'none',
    ),
  ).toBe(0);
});

test('the geometric mean of recalls 1/2 and 1/8 is 1/4, and 0 as soon as a class is never found', () => {
  expect(
    geometricMeanRecall(
      classScores([
        [4, 4],
        [7, 1],
      ]),
    ),
  ).toBeCloseTo(1 / 4, 12);
  expect(geometricMeanRecall(classScores(CONFUSION))).toBe(0);
});

test('micro-F1 and the recall weighted by support are accuracy', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const confusion = confusionOf(list);
      const right = accuracy(confusion) ?? Number.NaN;
      expect(microF1(classScores(confusion))).toBeCloseTo(right, 12);
      expect(weightedAverage(classScores(confusion), 'recall')).toBeCloseTo(right, 12);
    }),
  );
});

test('swapping truth and prediction swaps precision and recall, and leaves F1, kappa and Matthews', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const one = confusionOf(list);
      const other = confusionOf(list.map(([truth, prediction]) => [prediction, truth] as const));
      const scores = classScores(other);
      classScores(one).forEach((score, index) => {
        expect(score.precision).toBe(at(scores, index).recall);
        expect(score.f1).toBe(at(scores, index).f1);
      });
      expect(matthewsCorrelation(one)).toBeCloseTo(matthewsCorrelation(other), 12);
      expect(cohenKappa(one, 'linear') ?? 9).toBeCloseTo(cohenKappa(other, 'linear') ?? 9, 12);
    }),
  );
});

test('the order of the classes changes no average', () => {
  const order = [2, 0, 3, 1];
  fc.assert(
    fc.property(pairs, (list) => {
      const renamed = list.map(([a, b]) => [at(order, a), at(order, b)] as const);
      const [one, other] = [classScores(confusionOf(list)), classScores(confusionOf(renamed))];
      for (const score of ['precision', 'recall', 'f1'] as const) {
        expect(macroAverage(one, score)).toBeCloseTo(macroAverage(other, score), 12);
        expect(weightedAverage(one, score)).toBeCloseTo(weightedAverage(other, score), 12);
      }
    }),
  );
});
