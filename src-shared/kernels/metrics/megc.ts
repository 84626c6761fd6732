import { mean, sum } from '../numbers.ts';
import { accuracy, type ClassScores, classScores, confusionMatrix, macroAverage } from './classification.ts';

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

/** What MEGC 2019 compares methods by, and what is mistaken for it; null where there are no clips. */
export interface MegcFigures {
  readonly uf1: number | null;
  readonly uar: number | null;
  /** The mean of TP / (TP + FP) over all classes; one that is never predicted counts as 0. Some papers call it UAR. */
  readonly macroPrecision: number | null;
  readonly accuracy: number | null;
  /** confusion[truth][prediction], pooled. */
  readonly confusion: readonly (readonly number[])[];
}

export function megcFigures(folds: readonly FoldPredictions[], classCount: number): MegcFigures {
  const confusion = pooledConfusion(folds, classCount);
  const scores = classScores(confusion);
  const hasClips = scores.some(({ support }) => support > 0);
  return {
    uf1: hasClips ? unweightedF1(scores) : null,
    uar: hasClips ? unweightedAverageRecall(scores) : null,
    macroPrecision: hasClips ? macroAverage(scores, 'precision') : null,
    accuracy: accuracy(confusion),
    confusion,
  };
}

/** NOT how MEGC scores: UF1 and UAR of each fold by itself, then the mean. Folds that lack a class drag it down. */
export function meanOfFolds(
  folds: readonly FoldPredictions[],
  classCount: number,
): { readonly uf1: number | null; readonly uar: number | null } {
  const figures = folds.map((fold) => megcFigures([fold], classCount));
  return {
    uf1: mean(figures.flatMap(({ uf1 }) => uf1 ?? [])),
    uar: mean(figures.flatMap(({ uar }) => uar ?? [])),
  };
}
