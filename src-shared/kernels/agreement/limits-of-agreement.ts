import { normalCentralQuantile } from '../special/normal.ts';
import { studentCentralQuantile } from '../special/student-t.ts';
import { meanOf, standardDeviationOf } from './moments.ts';
import type { Interval } from './ratings.ts';

/** What Bland & Altman draw: the differences' mean, and between which limits about 95 of 100 of them lie. */
export interface LimitsOfAgreement {
  readonly mean: number;
  /** With n - 1. */
  readonly standardDeviation: number;
  readonly low: number;
  readonly high: number;
  readonly meanInterval: Interval;
  readonly lowInterval: Interval;
  readonly highInterval: Interval;
}

/** The share of differences that the limits span, whatever the level of the intervals. */
const SPANNED = 0.95;

/**
 * Bland & Altman 1986, of the differences of two raters; intervals of the limits by their 1999 variance
 * s² (1/n + z² / (2 (n - 1))). Null below two differences.
 */
export function limitsOfAgreement(differences: Float64Array, level: number): LimitsOfAgreement | null {
  const n = differences.length;
  if (n < 2) return null;
  const mean = meanOf(differences);
  const standardDeviation = standardDeviationOf(differences, mean);
  const z = normalCentralQuantile(SPANNED);
  const t = studentCentralQuantile(level, n - 1);
  const around = (value: number, error: number) => ({ low: value - t * error, high: value + t * error });
  const low = mean - z * standardDeviation;
  const high = mean + z * standardDeviation;
  const limitError = standardDeviation * Math.sqrt(1 / n + z ** 2 / (2 * (n - 1)));
  return {
    mean,
    standardDeviation,
    low,
    high,
    meanInterval: around(mean, standardDeviation / Math.sqrt(n)),
    lowInterval: around(low, limitError),
    highInterval: around(high, limitError),
  };
}
