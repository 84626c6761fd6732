import { at, checkSameLength, isConstant, mean, sum } from '../numbers.ts';

type Values = readonly number[];

function errors(yTrue: Values, yPred: Values): number[] {
  checkSameLength(yTrue, yPred);
  return yTrue.map((truth, i) => truth - at(yPred, i));
}

/** Null of nothing, as all figures of this file. */
export function meanSquaredError(yTrue: Values, yPred: Values): number | null {
  return mean(errors(yTrue, yPred).map((error) => error ** 2));
}

export function meanAbsoluteError(yTrue: Values, yPred: Values): number | null {
  return mean(errors(yTrue, yPred).map(Math.abs));
}

export function rootMeanSquaredError(yTrue: Values, yPred: Values): number | null {
  const squared = meanSquaredError(yTrue, yPred);
  return squared === null ? null : Math.sqrt(squared);
}

/** The middle one; of an even number the mean of the middle two. */
export function medianAbsoluteError(yTrue: Values, yPred: Values): number | null {
  const sorted = errors(yTrue, yPred)
    .map(Math.abs)
    .sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return mean(sorted.length % 2 === 1 ? sorted.slice(half, half + 1) : sorted.slice(half - 1, half + 1));
}

/** 1 - residual / total sum of squares; constant truth gives 1 if all is right, else 0 (scikit-learn); null below 2. */
export function r2(yTrue: Values, yPred: Values): number | null {
  const residuals = errors(yTrue, yPred);
  return residuals.length < 2 ? null : shareExplained(sum(residuals.map((error) => error ** 2)), yTrue);
}

/** As {@link r2}, but blind to a constant offset of the predictions. */
export function explainedVariance(yTrue: Values, yPred: Values): number | null {
  const residuals = errors(yTrue, yPred);
  return residuals.length === 0 ? null : shareExplained(squaredDeviations(residuals), yTrue);
}

function shareExplained(unexplained: number, yTrue: Values): number {
  const total = squaredDeviations(yTrue);
  if (total === 0) return unexplained === 0 ? 1 : 0;
  return 1 - unexplained / total;
}

/** Sum of squares about the mean; exactly 0 of a constant, whose computed mean may be off by a rounding. */
function squaredDeviations(values: Values): number {
  if (isConstant(values)) return 0;
  const centre = mean(values) ?? 0;
  return sum(values.map((value) => (value - centre) ** 2));
}

/** Share of pairs with the same sign (Nicolaou et al. 2011); 0 has a sign of its own. */
export function signAgreement(yTrue: Values, yPred: Values): number | null {
  checkSameLength(yTrue, yPred);
  return mean(yTrue.map((truth, i) => (Math.sign(truth) === Math.sign(at(yPred, i)) ? 1 : 0)));
}
