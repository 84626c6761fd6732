import { at, checkSameLength, mean, ratio, sum } from '../numbers.ts';

/** confusion[truth][prediction], in counts. Labels are integers from 0 to `classCount` - 1; others are a RangeError. */
export function confusionMatrix(
  yTrue: readonly number[],
  yPred: readonly number[],
  classCount: number,
): number[][] {
  checkSameLength(yTrue, yPred);
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  yTrue.forEach((truth, i) => {
    const row = at(confusion, truth);
    const prediction = at(yPred, i);
    row[prediction] = at(row, prediction) + 1;
  });
  return confusion;
}

/** Each row divided by its sum, the class's support; rows without support are 0. */
export function normalizeRows(confusion: readonly (readonly number[])[]): number[][] {
  return confusion.map((row) => row.map((count) => ratio(count, sum(row))));
}

/** Each column divided by its sum, the class's predictions; columns never predicted are 0. */
export function normalizeColumns(confusion: readonly (readonly number[])[]): number[][] {
  const predicted = columnSums(confusion);
  return confusion.map((row) => row.map((count, column) => ratio(count, at(predicted, column))));
}

export function columnSums(matrix: readonly (readonly number[])[]): number[] {
  return matrix.map((_, column) => sum(matrix.map((row) => at(row, column))));
}

/** One class against the rest. What cannot be computed (0/0) is 0, as with scikit-learn's `zero_division=0`. */
export interface ClassScores {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  /** Clips whose truth is this class. */
  readonly support: number;
  /** TP / (TP + FP). */
  readonly precision: number;
  /** TP / (TP + FN). */
  readonly recall: number;
  /** 2TP / (2TP + FP + FN). */
  readonly f1: number;
  /** TN / (TN + FP). */
  readonly specificity: number;
}

export function classScores(confusion: readonly (readonly number[])[]): ClassScores[] {
  const predicted = columnSums(confusion);
  const total = sum(predicted);
  return confusion.map((row, index) => {
    const support = sum(row);
    const truePositives = at(row, index);
    const falsePositives = at(predicted, index) - truePositives;
    const falseNegatives = support - truePositives;
    return {
      truePositives,
      falsePositives,
      falseNegatives,
      support,
      precision: ratio(truePositives, truePositives + falsePositives),
      recall: ratio(truePositives, support),
      f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
      specificity: ratio(total - support - falsePositives, total - support),
    };
  });
}

/** The share that was predicted right; null without clips. */
export function accuracy(confusion: readonly (readonly number[])[]): number | null {
  const total = sum(confusion.map(sum));
  return total === 0 ? null : sum(confusion.map((row, index) => at(row, index))) / total;
}

type Score = 'precision' | 'recall' | 'f1';

/** The mean over ALL classes; one that is absent counts as 0. */
export function macroAverage(scores: readonly ClassScores[], score: Score): number {
  return mean(scores.map((one) => one[score])) ?? 0;
}

/** The mean over the classes, each weighted by its support. */
export function weightedAverage(scores: readonly ClassScores[], score: Score): number {
  return ratio(sum(scores.map((one) => one[score] * one.support)), sum(scores.map((one) => one.support)));
}

/** The mean over the classes with support only; null if none has any. */
export function presentAverage(scores: readonly ClassScores[], score: Score): number | null {
  return mean(scores.filter((one) => one.support > 0).map((one) => one[score]));
}

/** F1 of the counts summed over the classes; equal to accuracy where every clip has one class. */
export function microF1(scores: readonly ClassScores[]): number {
  const hits = 2 * sum(scores.map((one) => one.truePositives));
  return ratio(hits, hits + sum(scores.map((one) => one.falsePositives + one.falseNegatives)));
}

/** The classes' recalls multiplied, and the root taken: 0 as soon as one class is never found (imbalanced-learn). */
export function geometricMeanRecall(scores: readonly ClassScores[]): number | null {
  const logs = mean(scores.map((one) => Math.log(one.recall)));
  return logs === null ? null : Math.exp(logs);
}
