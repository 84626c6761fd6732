import { at, averageRanks, checkSameLength, isConstant, mean, sum } from '../numbers.ts';
import { correlationP } from '../special/beta.ts';
import { normalCentralQuantile } from '../special/normal.ts';

type Values = readonly number[];

/** A correlation with its two-sided p. Either is null where undefined. */
export interface Correlation {
  readonly r: number | null;
  readonly p: number | null;
}

const UNDEFINED: Correlation = { r: null, p: null };

/** Pearson's r and its p as scipy.stats.pearsonr: undefined below 2 pairs or where a side is constant; p is 1 at 2 pairs. */
export function pearson(yTrue: Values, yPred: Values): Correlation {
  checkSameLength(yTrue, yPred);
  if (isConstant(yTrue) || isConstant(yPred)) return UNDEFINED;
  const right = unitDeviations(yPred);
  const r = clip(sum(unitDeviations(yTrue).map((value, i) => value * at(right, i))));
  if (Number.isNaN(r)) return UNDEFINED;
  return yTrue.length === 2 ? { r: Math.sign(r), p: 1 } : { r, p: correlationP(r, yTrue.length) };
}

/** Deviations from the mean, scaled to length 1; first to a largest of 1, so that no square overflows. */
function unitDeviations(values: Values): number[] {
  const centre = mean(values) ?? 0;
  const deviations = values.map((value) => value - centre);
  const largest = deviations.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const length = largest * Math.sqrt(sum(deviations.map((value) => (value / largest) ** 2)));
  return deviations.map((value) => value / length);
}

function clip(r: number): number {
  return Math.min(1, Math.max(-1, r));
}

/** Confidence interval of Pearson's r by Fisher's z; [-1, 1] up to 3 pairs; null where r is undefined. */
export function pearsonInterval(yTrue: Values, yPred: Values, level: number): [number, number] | null {
  const { r } = pearson(yTrue, yPred);
  return r === null ? null : fisherInterval(r, yTrue.length, level);
}

/** The same of an r over n pairs. */
export function fisherInterval(r: number, n: number, level: number): [number, number] {
  if (n <= 3) return [-1, 1];
  const half = normalCentralQuantile(level) / Math.sqrt(n - 3);
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)];
}

/** Spearman's rho: Pearson's r of the average ranks, p by t with n - 2 degrees of freedom; p is undefined at 2 pairs. */
export function spearman(yTrue: Values, yPred: Values): Correlation {
  checkSameLength(yTrue, yPred);
  if (isConstant(yTrue) || isConstant(yPred)) return UNDEFINED;
  const n = yTrue.length;
  const fromMiddle = (rank: number) => rank - (n + 1) / 2;
  const left = averageRanks(yTrue).map(fromMiddle);
  const right = averageRanks(yPred).map(fromMiddle);
  const dot = (a: Values, b: Values) => sum(a.map((value, i) => value * at(b, i)));
  const r = clip(dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right)));
  return { r, p: n === 2 ? null : correlationP(r, n) };
}

/**
 * Lin's concordance correlation (1989): 2 cov / (var_t + var_p + (mean_t - mean_p)²), moments over n (`population`)
 * or n - 1 (`sample`). 0 where one side is constant; null where the denominator is 0, or there are too few pairs.
 */
export function concordance(
  yTrue: Values,
  yPred: Values,
  moments: 'population' | 'sample' = 'population',
): number | null {
  checkSameLength(yTrue, yPred);
  const divisor = moments === 'sample' ? yTrue.length - 1 : yTrue.length;
  if (divisor <= 0) return null;
  const truths = centred(yTrue);
  const predictions = centred(yPred);
  const moment = (a: Values, b: Values) => sum(a.map((value, i) => value * at(b, i))) / divisor;
  const denominator =
    moment(truths.deviations, truths.deviations) +
    moment(predictions.deviations, predictions.deviations) +
    (truths.centre - predictions.centre) ** 2;
  if (denominator === 0) return null;
  return (2 * moment(truths.deviations, predictions.deviations)) / denominator;
}

/** Mean and deviations; those of a constant are exactly 0, though its computed mean may be off by a rounding. */
function centred(values: Values): { centre: number; deviations: number[] } {
  const centre = isConstant(values) ? at(values, 0) : (mean(values) ?? 0);
  return { centre, deviations: values.map((value) => value - centre) };
}
