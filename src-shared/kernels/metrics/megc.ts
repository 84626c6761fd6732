import { sum } from '../numbers.ts';
import { type ClassScores, confusionMatrix, macroAverage } from './classification.ts';

/** What one fold's model said of the clips it was not shown. */
export interface FoldPredictions {
  readonly yTrue: readonly number[];
  readonly yPred: readonly number[];
}

/** The folds' confusion matrices added up: the only thing UF1 and UAR may be computed from (MEGC 2019). */
export function pooledConfusion(folds: readonly FoldPredictions[], classCount: number): number[][] {
  const matrices = folds.map((fold) => confusionMatrix(fold.yTrue, fold.yPred, classCount));
  return Array.from({ length: classCount }, (_, i) =>
    Array.from({ length: classCount }, (_, j) => sum(matrices.map((matrix) => matrix[i]?.[j] ?? 0))),
  );
}

/** UF1: the mean of 2TP / (2TP + FP + FN) over all classes of the pooled counts; a class that is absent counts as 0. */
export function unweightedF1(pooled: readonly ClassScores[]): number {
  return macroAverage(pooled, 'f1');
}

/** UAR: the mean of TP / N over all classes of the pooled counts; a class that is absent counts as 0. */
export function unweightedAverageRecall(pooled: readonly ClassScores[]): number {
  return macroAverage(pooled, 'recall');
}
