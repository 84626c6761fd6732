import { at, checkSameLength, isConstant, mean, sum } from '../numbers.ts';
import type { ScalarLoss } from './intensity.ts';

/** The least that CCC is divided by: where all is one and the same value, its CCC counts as 0. */
export const SMALLEST_SPREAD = 1e-12;

/**
 * 1 - CCC (Lin 1989), population moments, over the batch as a whole. With D = var_t + var_p + (mean_t - mean_p)², its
 * slope by p_i is 2 (CCC (p_i - mean_t) - (t_i - mean_t)) / (n D). Constant truths give 1 and no slope.
 */
export function cccLoss(yTrue: readonly number[], yPred: readonly number[]): ScalarLoss {
  checkSameLength(yTrue, yPred);
  const count = yTrue.length;
  const { centre, deviations } = centredTruths(yTrue);
  const fromTruth = yPred.map((prediction) => prediction - centre);
  // var_p + (mean_t - mean_p)² is the predictions' spread about mean_t.
  const spread = Math.max(SMALLEST_SPREAD, (squares(deviations) + squares(fromTruth)) / count);
  // The predictions' mean drops out of the covariance: the truths' deviations sum to 0.
  const covariance = sum(deviations.map((deviation, i) => deviation * at(fromTruth, i))) / count;
  const ccc = (2 * covariance) / spread;
  return {
    value: 1 - ccc,
    gradient: fromTruth.map((from, i) => (2 * (ccc * from - at(deviations, i))) / (count * spread)),
  };
}

/** Mean and deviations; those of a constant are exactly 0, though its computed mean may be off by a rounding. */
export function centredTruths(yTrue: readonly number[]): { centre: number; deviations: number[] } {
  const centre = isConstant(yTrue) ? (yTrue[0] ?? 0) : (mean(yTrue) ?? 0);
  return { centre, deviations: yTrue.map((truth) => truth - centre) };
}

function squares(values: readonly number[]): number {
  return sum(values.map((value) => value ** 2));
}
