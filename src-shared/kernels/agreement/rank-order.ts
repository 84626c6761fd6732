import { columnOf, type Ratings } from './ratings.ts';

/** A rater's column, and the items they rated from the lowest value to the highest: sorted once, for every pair. */
export interface RankedRater {
  readonly values: Float64Array;
  readonly order: Uint32Array;
}

export function rankedRaters(ratings: Ratings): RankedRater[] {
  return ratings.raters.map((_, rater) => {
    const values = columnOf(ratings, rater);
    return { values, order: orderOf(values) };
  });
}

function orderOf(values: Float64Array): Uint32Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const taken = new Uint32Array(sorted.length);
  const order = new Uint32Array(sorted.length);
  values.forEach((value, item) => {
    if (Number.isNaN(value)) return;
    const start = firstPlaceOf(sorted, value);
    const used = taken[start] ?? 0;
    taken[start] = used + 1;
    order[start + used] = item;
  });
  return order;
}

function firstPlaceOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Writes the mean ranks, from 1, of those of a rater's items that the other rated too, to their place in `ranks`;
 * returns how many they are.
 */
export function writeSharedRanks(rater: RankedRater, other: Float64Array, ranks: Float64Array): number {
  const tied = new Uint32Array(rater.order.length);
  let size = 0;
  let before = 0;
  let current = Number.NaN;
  const close = () => {
    for (let i = 0; i < size; i++) ranks[tied[i] ?? 0] = before + (size + 1) / 2;
    before += size;
    size = 0;
  };
  for (const item of rater.order) {
    if (Number.isNaN(other[item] ?? Number.NaN)) continue;
    const value = rater.values[item] ?? Number.NaN;
    if (value !== current) close();
    current = value;
    tied[size++] = item;
  }
  close();
  return before;
}
