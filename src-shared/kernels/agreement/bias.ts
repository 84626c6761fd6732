import { studentCentralQuantile } from '../special/student-t.ts';
import { columnOf, DEFAULT_LEVEL, type Interval, type Ratings, shiftedMean } from './ratings.ts';

/** How far a rater lies above (or below) the others. */
export interface RaterBias {
  readonly rater: number;
  /** Items the rater and at least one other rated. */
  readonly items: number;
  /** Mean of the rater's value minus the mean of the others'; null without such an item. */
  readonly mean: number | null;
  /** Of those deviations, with n - 1; null below two items. */
  readonly standardDeviation: number | null;
  /** Of the mean, by Student's t over items. */
  readonly interval: Interval | null;
}

export function raterBiases(ratings: Ratings, level = DEFAULT_LEVEL): RaterBias[] {
  return ratings.raters.map((_, rater) => biasOf(rater, deviationsFromOthers(ratings, rater), level));
}

function biasOf(rater: number, deviations: Float64Array, level: number): RaterBias {
  const items = deviations.length;
  if (items === 0) return { rater, items, mean: null, standardDeviation: null, interval: null };
  const mean = shiftedMean(items, (i) => deviations[i] ?? 0);
  if (items === 1) return { rater, items, mean, standardDeviation: null, interval: null };
  let squares = 0;
  for (const deviation of deviations) squares += (deviation - mean) ** 2;
  const standardDeviation = Math.sqrt(squares / (items - 1));
  const half = (studentCentralQuantile(level, items - 1) * standardDeviation) / Math.sqrt(items);
  return { rater, items, mean, standardDeviation, interval: { low: mean - half, high: mean + half } };
}

function deviationsFromOthers(ratings: Ratings, rater: number): Float64Array {
  const own = columnOf(ratings, rater);
  const others = meanOfOthers(ratings, rater);
  return own
    .map((value, item) => value - (others[item] ?? Number.NaN))
    .filter((value) => !Number.isNaN(value));
}

/** For each item the mean of the ratings of all but one rater, exact where they are equal; NaN where none rated it. */
export function meanOfOthers(ratings: Ratings, rater: number): Float64Array {
  const columns = ratings.raters.map((_, index) => columnOf(ratings, index)).filter((_, j) => j !== rater);
  const means = new Float64Array(ratings.items);
  for (let item = 0; item < ratings.items; item++) {
    let origin = Number.NaN;
    let beyond = 0;
    let count = 0;
    for (const column of columns) {
      const value = column[item] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      if (count++ === 0) origin = value;
      beyond += value - origin;
    }
    means[item] = origin + beyond / count;
  }
  return means;
}
