import { type Pool, placeFinder, pool } from './pool.ts';
import { columnOf, type Ratings } from './ratings.ts';
import { ratioDifferences } from './ratio-differences.ts';

export const ALPHA_METRICS = ['nominal', 'ordinal', 'interval', 'ratio'] as const;
export type AlphaMetric = (typeof ALPHA_METRICS)[number];

export interface KrippendorffAlpha {
  /** Null where undefined: no item rated twice, one value alone, or a value below 0 on a ratio scale. */
  readonly value: number | null;
  /** Items with two or more ratings, and their ratings; others say nothing of agreement. */
  readonly items: number;
  readonly ratings: number;
}

/**
 * Krippendorff's alpha with missing ratings: 1 - observed / expected disagreement (Content Analysis, 2004, chapter 11).
 * `shared` spares sorting the ratings anew for another metric.
 */
export function krippendorffAlpha(
  ratings: Ratings,
  metric: AlphaMetric,
  shared: Pool = pool(ratings),
): KrippendorffAlpha {
  const { items, ratings: n, values } = shared;
  const undefinedHere = values.length < 2 || (metric === 'ratio' && (values[0] ?? 0) < 0);
  if (undefinedHere) return { value: null, items, ratings: n };
  const columns = ratings.raters.map((_, rater) => columnOf(ratings, rater));
  const { within, among } = DISAGREEMENT[metric](columns, ratings.items, shared);
  // Observed: within / n; expected: among / (n (n - 1)).
  return { value: 1 - ((n - 1) * within) / among, items, ratings: n };
}

/**
 * `within`: the squared differences of all ordered pairs of an item's m ratings, by m - 1, summed over the items;
 * `among`: those of all ordered pairs of ratings.
 */
type Disagreement = (
  columns: readonly Float64Array[],
  items: number,
  shared: Pool,
) => { within: number; among: number };

const DISAGREEMENT: Readonly<Record<AlphaMetric, Disagreement>> = {
  nominal: (columns, items, shared) => ({
    within: withinItems(columns, items, unequalPairs),
    among: shared.ratings ** 2 - shared.counts.reduce((total, count) => total + count ** 2, 0),
  }),
  interval: byMoments,
  // The ordinal difference of two values is that of their mean ranks: the ratings between them and half their own.
  ordinal: (columns, items, shared) => {
    const ranks = meanRanks(shared.counts);
    const placeOf = placeFinder(shared.values);
    const ranked = columns.map((column) =>
      column.map((value) => (Number.isNaN(value) ? value : (ranks[placeOf(value)] ?? 0))),
    );
    return byMoments(ranked, items, { ...shared, values: ranks });
  },
  ratio: (columns, items, shared) => ({
    within: withinItems(columns, items, ratioPairs),
    among: ratioDifferences(shared.values, shared.counts),
  }),
};

/** Σ over ordered pairs of (a - b)² is twice the number of values times their squared deviations. */
function byMoments(columns: readonly Float64Array[], items: number, { values, counts, ratings }: Pool) {
  let shifted = 0;
  const origin = values[0] ?? 0;
  for (let i = 0; i < values.length; i++) shifted += (counts[i] ?? 0) * ((values[i] ?? 0) - origin);
  const mean = origin + shifted / ratings;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (counts[i] ?? 0) * ((values[i] ?? 0) - mean) ** 2;
  return { within: withinItems(columns, items, squaredPairs), among: 2 * ratings * squares };
}

function meanRanks(counts: Float64Array): Float64Array {
  let before = 0;
  return counts.map((count) => {
    const rank = before + count / 2;
    before += count;
    return rank;
  });
}

/** Sums `pairs` of each item's ratings (the first `size` of the list), by size - 1, over items with two or more. */
function withinItems(
  columns: readonly Float64Array[],
  items: number,
  pairs: (values: Float64Array, size: number) => number,
): number {
  const values = new Float64Array(columns.length);
  let total = 0;
  for (let item = 0; item < items; item++) {
    let size = 0;
    for (const column of columns) {
      const value = column[item] ?? Number.NaN;
      if (!Number.isNaN(value)) values[size++] = value;
    }
    if (size >= 2) total += pairs(values, size) / (size - 1);
  }
  return total;
}

function unequalPairs(values: Float64Array, size: number): number {
  let unequal = 0;
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) if (values[i] !== values[j]) unequal += 2;
  return unequal;
}

function ratioPairs(values: Float64Array, size: number): number {
  let total = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const [a, b] = [values[i] ?? 0, values[j] ?? 0];
      if (a !== b) total += 2 * ((a - b) / (a + b)) ** 2;
    }
  }
  return total;
}

function squaredPairs(values: Float64Array, size: number): number {
  const origin = values[0] ?? 0;
  let shifted = 0;
  for (let i = 1; i < size; i++) shifted += (values[i] ?? 0) - origin;
  const mean = origin + shifted / size;
  let squares = 0;
  for (let i = 0; i < size; i++) squares += ((values[i] ?? 0) - mean) ** 2;
  return 2 * size * squares;
}
