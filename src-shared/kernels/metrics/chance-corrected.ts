import { at, ratio, sum } from '../numbers.ts';
import { columnSums } from './classification.ts';

/** What a disagreement between the i-th and j-th class costs. */
const DISAGREEMENT = {
  none: (i: number, j: number) => (i === j ? 0 : 1),
  linear: (i: number, j: number) => Math.abs(i - j),
  quadratic: (i: number, j: number) => (i - j) ** 2,
} as const;
export type KappaWeighting = keyof typeof DISAGREEMENT;

/** Cohen's kappa (Cohen 1960; weighted: 1968); null where chance alone would always agree (0/0). */
export function cohenKappa(
  confusion: readonly (readonly number[])[],
  weighting: KappaWeighting,
): number | null {
  const cost = DISAGREEMENT[weighting];
  const support = confusion.map(sum);
  const predicted = columnSums(confusion);
  const total = sum(support);
  let observed = 0;
  let expected = 0;
  confusion.forEach((row, i) => {
    row.forEach((count, j) => {
      observed += cost(i, j) * count;
      expected += cost(i, j) * ratio(at(support, i) * at(predicted, j), total);
    });
  });
  return expected === 0 ? null : 1 - observed / expected;
}

/** Matthews' correlation for several classes (Gorodkin 2004), 0 where undefined, as in scikit-learn. */
export function matthewsCorrelation(confusion: readonly (readonly number[])[]): number {
  const support = confusion.map(sum);
  const predicted = columnSums(confusion);
  const total = sum(support);
  const right = sum(confusion.map((row, index) => at(row, index)));
  const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((value, i) => value * at(b, i)));
  const covariance = right * total - dot(support, predicted);
  const spread =
    Math.sqrt(total ** 2 - dot(support, support)) * Math.sqrt(total ** 2 - dot(predicted, predicted));
  return ratio(covariance, spread);
}
