import { fisherInterval } from '../metrics/correlation.ts';
import { correlationP } from '../special/beta.ts';
import { normalCentralQuantile } from '../special/normal.ts';
import { type LimitsOfAgreement, limitsOfAgreement } from './limits-of-agreement.ts';
import { type RankedRater, rankedRaters, writeSharedRanks } from './rank-order.ts';
import { DEFAULT_LEVEL, type Interval, pairsOf, type Ratings, shiftedMean } from './ratings.ts';

/** A figure of two raters; all null where undefined. */
export interface PairFigure {
  readonly value: number | null;
  readonly p: number | null;
  readonly interval: Interval | null;
}

/** Two raters over the items both rated. */
export interface RaterPair {
  readonly first: number;
  readonly second: number;
  readonly items: number;
  /** Interval by Fisher's z. */
  readonly pearson: PairFigure;
  /** Without an interval; the bootstrap has one. */
  readonly spearman: PairFigure;
  /** Lin 1989, moments over n; interval by his z-transform with the variance as corrected in 2000. No p. */
  readonly concordance: PairFigure;
  /** Of the first's rating minus the second's. */
  readonly differences: LimitsOfAgreement | null;
}

const UNDEFINED: PairFigure = { value: null, p: null, interval: null };

/** Every pair of raters, as a generator so that a caller can stop in between. */
export function* raterPairs(ratings: Ratings, level = DEFAULT_LEVEL): Generator<RaterPair, void, void> {
  const ranked = rankedRaters(ratings);
  for (const { first, second } of pairsOf(ranked.length)) {
    const [a, b] = [ranked[first], ranked[second]];
    if (a && b) yield { first, second, ...comparePair(a, b, level) };
  }
}

function comparePair(a: RankedRater, b: RankedRater, level: number) {
  const { x, y } = sharedValues(a.values, b.values);
  const moments = momentsOf(x, y);
  const { n, meanDifference, differenceSquares } = moments;
  return {
    items: n,
    pearson: pearsonOf(moments, level),
    spearman: spearmanOf(a, b, moments),
    concordance: concordanceOf(moments, level),
    differences: limitsOfAgreement(n, meanDifference, Math.sqrt(differenceSquares / (n - 1)), level),
  };
}

function sharedValues(a: Float64Array, b: Float64Array): { x: Float64Array; y: Float64Array } {
  const x = new Float64Array(a.length);
  const y = new Float64Array(a.length);
  let n = 0;
  for (let item = 0; item < a.length; item++) {
    const left = a[item] ?? Number.NaN;
    const right = b[item] ?? Number.NaN;
    if (Number.isNaN(left) || Number.isNaN(right)) continue;
    x[n] = left;
    y[n++] = right;
  }
  return { x: x.subarray(0, n), y: y.subarray(0, n) };
}

/** Sums of squared deviations and of their products; those of a constant are exactly 0. */
interface Moments {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
  /** Of x - y, and their squared deviations from it. */
  readonly meanDifference: number;
  readonly differenceSquares: number;
}

function momentsOf(x: Float64Array, y: Float64Array): Moments {
  const n = x.length;
  const meanX = shiftedMean(n, (i) => x[i] ?? 0);
  const meanY = shiftedMean(n, (i) => y[i] ?? 0);
  const meanDifference = shiftedMean(n, (i) => (x[i] ?? 0) - (y[i] ?? 0));
  let xx = 0;
  let yy = 0;
  let xy = 0;
  let differenceSquares = 0;
  for (let i = 0; i < n; i++) {
    const [left, right] = [x[i] ?? 0, y[i] ?? 0];
    xx += (left - meanX) ** 2;
    yy += (right - meanY) ** 2;
    xy += (left - meanX) * (right - meanY);
    differenceSquares += (left - right - meanDifference) ** 2;
  }
  return { n, meanX, meanY, xx, yy, xy, meanDifference, differenceSquares };
}

function correlationOf(xy: number, xx: number, yy: number): number | null {
  if (xx === 0 || yy === 0) return null;
  return Math.min(1, Math.max(-1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
}

/** Undefined below two items or where a rater is constant; p as Student's t. */
function pearsonOf({ n, xx, yy, xy }: Moments, level: number): PairFigure {
  const r = n < 2 ? null : correlationOf(xy, xx, yy);
  if (r === null) return UNDEFINED;
  const [low, high] = fisherInterval(r, n, level);
  return { value: r, p: n === 2 ? 1 : correlationP(r, n), interval: { low, high } };
}

/** Pearson's r of the mean ranks. */
function spearmanOf(a: RankedRater, b: RankedRater, { n, xx, yy }: Moments): PairFigure {
  if (n < 2 || xx === 0 || yy === 0) return UNDEFINED;
  const left = new Float64Array(a.values.length).fill(Number.NaN);
  const right = new Float64Array(a.values.length).fill(Number.NaN);
  writeSharedRanks(a, b.values, left);
  writeSharedRanks(b, a.values, right);
  const middle = (n + 1) / 2;
  let [ll, rr, lr] = [0, 0, 0];
  for (let item = 0; item < left.length; item++) {
    const p = (left[item] ?? Number.NaN) - middle;
    const q = (right[item] ?? Number.NaN) - middle;
    if (Number.isNaN(p)) continue;
    ll += p * p;
    rr += q * q;
    lr += p * q;
  }
  const r = correlationOf(lr, ll, rr);
  return r === null ? UNDEFINED : { value: r, p: n === 2 ? null : correlationP(r, n), interval: null };
}

/** 0 where one rater is constant, undefined where both are the same constant. */
function concordanceOf(moments: Moments, level: number): PairFigure {
  const { n, meanX, meanY, xx, yy, xy } = moments;
  const shift = n * (meanX - meanY) ** 2;
  if (n < 1 || xx + yy + shift === 0) return UNDEFINED;
  const value = (2 * xy) / (xx + yy + shift);
  return { value, p: null, interval: concordanceInterval(value, moments, level) };
}

/** Null below three items, and where a correlation of 0 or a perfect one leaves the transform without a variance. */
function concordanceInterval(value: number, moments: Moments, level: number): Interval | null {
  const { n, meanX, meanY, xx, yy, xy } = moments;
  const r = correlationOf(xy, xx, yy);
  if (n < 3 || r === null || value === 0 || Math.abs(value) >= 1) return null;
  const u2 = (n * (meanX - meanY) ** 2) / Math.sqrt(xx * yy);
  const room = 1 - value ** 2;
  const variance =
    (((1 - r ** 2) * value ** 2) / (room * r ** 2) +
      (2 * value ** 3 * (1 - value) * u2) / (r * room ** 2) -
      (value ** 4 * u2 ** 2) / (2 * r ** 2 * room ** 2)) /
    (n - 2);
  if (!(variance > 0 && Number.isFinite(variance))) return null;
  const half = normalCentralQuantile(level) * Math.sqrt(variance);
  return { low: Math.tanh(Math.atanh(value) - half), high: Math.tanh(Math.atanh(value) + half) };
}
