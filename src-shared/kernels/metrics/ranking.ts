import { at, averageRanks, checkSameLength, mean, sum } from '../numbers.ts';
import type { Probabilities } from './probabilities.ts';

/** The chance that a positive scores above a negative, ties half (Mann and Whitney); null without either. */
export function rocAuc(positive: readonly boolean[], scores: readonly number[]): number | null {
  checkSameLength(positive, scores);
  const positives = positive.filter(Boolean).length;
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const rankSum = sum(averageRanks(scores).filter((_, i) => positive[i]));
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Sum of (R_n - R_{n-1}) P_n over the distinct scores, highest first, no interpolation; null without a positive. */
export function averagePrecision(positive: readonly boolean[], scores: readonly number[]): number | null {
  checkSameLength(positive, scores);
  const order = scores.map((_, i) => i).sort((a, b) => at(scores, b) - at(scores, a));
  let hits = 0;
  let total = 0;
  let hitsBefore = 0;
  order.forEach((index, i) => {
    if (at(positive, index)) hits++;
    const next = order[i + 1];
    if (next !== undefined && at(scores, next) === at(scores, index)) return;
    total += ((hits - hitsBefore) * hits) / (i + 1);
    hitsBefore = hits;
  });
  return hits === 0 ? null : total / hits;
}

/** A figure of two classes for each class against the rest. */
export function oneVersusRest(
  yTrue: readonly number[],
  probabilities: Probabilities,
  classCount: number,
  figure: (positive: readonly boolean[], scores: readonly number[]) => number | null,
): (number | null)[] {
  checkSameLength(yTrue, probabilities);
  return Array.from({ length: classCount }, (_, index) =>
    figure(
      yTrue.map((truth) => truth === index),
      probabilities.map((row) => at(row, index)),
    ),
  );
}

/** The mean of those that are defined; null if none is. */
export function meanOfDefined(figures: readonly (number | null)[]): number | null {
  return mean(figures.filter((figure) => figure !== null));
}

/** The mean, weighted; null where any is undefined or the weights are all 0 (scikit-learn's roc_auc_score, `ovr`). */
export function meanOfAll(figures: readonly (number | null)[], weights: readonly number[]): number | null {
  checkSameLength(figures, weights);
  const total = sum(weights);
  if (total === 0 || figures.includes(null)) return null;
  return sum(figures.map((figure, i) => (figure ?? 0) * at(weights, i))) / total;
}

/** Hand and Till 2001: the AUC of every pair of classes, both ways round, averaged; null where a class is absent. */
export function rocAucOneVersusOne(
  yTrue: readonly number[],
  probabilities: Probabilities,
  classCount: number,
): number | null {
  checkSameLength(yTrue, probabilities);
  const aucs: (number | null)[] = [];
  for (let a = 0; a < classCount; a++)
    for (let b = 0; b < classCount; b++) if (a !== b) aucs.push(aucOfPair(yTrue, probabilities, a, b));
  return meanOfAll(
    aucs,
    aucs.map(() => 1),
  );
}

function aucOfPair(
  yTrue: readonly number[],
  probabilities: Probabilities,
  positive: number,
  negative: number,
): number | null {
  const rows = yTrue.map((_, i) => i).filter((i) => yTrue[i] === positive || yTrue[i] === negative);
  return rocAuc(
    rows.map((i) => yTrue[i] === positive),
    rows.map((i) => at(at(probabilities, i), positive)),
  );
}
