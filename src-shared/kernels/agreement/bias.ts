import { studentCentralQuantile } from '../special/student-t.ts';
import { meanOf, standardDeviationOf } from './moments.ts';
import { columnOf, DEFAULT_LEVEL, type Interval, type Ratings } from './ratings.ts';

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
  const mean = meanOf(deviations);
  if (items === 1) return { rater, items, mean, standardDeviation: null, interval: null };
  const standardDeviation = standardDeviationOf(deviations, mean);
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
  const origins = new Float64Array(ratings.items).fill(Number.NaN);
  const beyond = new Float64Array(ratings.items);
  const counts = new Uint32Array(ratings.items);
  ratings.raters.forEach((_, other) => {
    if (other !== rater) addColumn(columnOf(ratings, other), origins, beyond, counts);
  });
  return origins.map((origin, item) => origin + (beyond[item] ?? 0) / (counts[item] ?? 0));
}

/** Sums of deviations from each item's first rating. */
function addColumn(
  column: Float64Array,
  origins: Float64Array,
  beyond: Float64Array,
  counts: Uint32Array,
): void {
  for (let item = 0; item < column.length; item++) {
    const value = column[item] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const count = counts[item] ?? 0;
    if (count === 0) origins[item] = value;
    else beyond[item] = (beyond[item] ?? 0) + value - (origins[item] ?? 0);
    counts[item] = count + 1;
  }
}
