import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classScores } from './classification.ts';
import {
  type FoldPredictions,
  meanOfFolds,
  megcFigures,
  pooledConfusion,
  unweightedAverageRecall,
  unweightedF1,
} from './megc.ts';

const uf1 = (folds: readonly FoldPredictions[]) => unweightedF1(classScores(pooledConfusion(folds, 3)));
const uar = (folds: readonly FoldPredictions[]) =>
  unweightedAverageRecall(classScores(pooledConfusion(folds, 3)));

const fold = fc
  .array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })), { minLength: 1, maxLength: 6 })
  .map((pairs) => ({ yTrue: pairs.map(([truth]) => truth), yPred: pairs.map(([, said]) => said) }));
const folds = fc.array(fold, { minLength: 1, maxLength: 12 });

test('counts are summed over the folds before anything is divided', () => {
  // Fold means would give (1 + 0)/2 for class 0; pooled it is 2·1/(2·1 + 0 + 1).
  const two = [
    { yTrue: [0, 1], yPred: [0, 1] },
    { yTrue: [0, 2], yPred: [1, 2] },
  ];
  expect(pooledConfusion(two, 3)).toEqual([
    [1, 1, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  expect(uf1(two)).toBeCloseTo((2 / 3 + 2 / 3 + 1) / 3, 12);
  expect(uar(two)).toBeCloseTo((1 / 2 + 1 + 1) / 3, 12);
});

test('a class that never occurs counts as 0 in both', () => {
  const missing = [{ yTrue: [0, 0, 1, 1, 0], yPred: [0, 1, 1, 0, 0] }];
  expect(uf1(missing)).toBeCloseTo((2 / 3 + 1 / 2 + 0) / 3, 12);
  expect(uar(missing)).toBeCloseTo((2 / 3 + 1 / 2 + 0) / 3, 12);
});

test('always answering the commonest of three classes scores UAR 1/3', () => {
  // The MEGC 2019 composite: 250 negative, 109 positive, 83 surprise.
  const yTrue = [...Array(250).fill(0), ...Array(109).fill(1), ...Array(83).fill(2)];
  const always = [{ yTrue, yPred: yTrue.map(() => 0) }];
  expect(uar(always)).toBeCloseTo(1 / 3, 12);
  expect(uf1(always)).toBeCloseTo(0.2408, 4);
});

test('neither the order of the folds nor how the clips are cut into folds matters', () => {
  fc.assert(
    fc.property(folds, (list) => {
      const asOne = { yTrue: list.flatMap((one) => one.yTrue), yPred: list.flatMap((one) => one.yPred) };
      for (const figure of [uf1, uar]) {
        expect(figure(list.toReversed())).toBe(figure(list));
        expect(figure([asOne])).toBe(figure(list));
      }
    }),
  );
});

test('all figures of a log, worked by hand', () => {
  // Truth 0: 3 clips, 2 found. Truth 1: 2 clips, 1 found. Truth 2: 1 clip, found; class 2 is said twice.
  const folds = [
    { yTrue: [0, 0, 1], yPred: [0, 2, 1] },
    { yTrue: [0, 1, 2], yPred: [0, 0, 2] },
  ];
  const { confusion, ...figures } = megcFigures(folds, 3);
  expect(confusion).toEqual([
    [2, 0, 1],
    [1, 1, 0],
    [0, 0, 1],
  ]);
  expect(figures.uf1).toBeCloseTo((4 / 6 + 2 / 3 + 2 / 3) / 3, 12);
  expect(figures.uar).toBeCloseTo((2 / 3 + 1 / 2 + 1) / 3, 12);
  expect(figures.macroPrecision).toBeCloseTo((2 / 3 + 1 + 1 / 2) / 3, 12);
  expect(figures.accuracy).toBeCloseTo(4 / 6, 12);
  // Of the folds by themselves: F1 (2/3 + 1 + 0)/3 and (2/3 + 0 + 1)/3, recall (1/2 + 1 + 0)/3 and (1 + 0 + 1)/3.
  expect(meanOfFolds(folds, 3).uf1).toBeCloseTo(5 / 9, 12);
  expect(meanOfFolds(folds, 3).uar).toBeCloseTo((1 / 2 + 2 / 3) / 2, 12);
});

test('without clips nothing is defined', () => {
  expect(megcFigures([], 3)).toMatchObject({ uf1: null, uar: null, macroPrecision: null, accuracy: null });
  expect(meanOfFolds([{ yTrue: [], yPred: [] }], 3)).toEqual({ uf1: null, uar: null });
});
