import { type SharedValues, sharedValues } from './moments.ts';
import { columnOf, type Ratings } from './ratings.ts';

/** A rater's column, sorted once for every pair. */
export interface RankedRater {
  readonly values: Float64Array;
  /** The items they rated, from the lowest value to the highest. */
  readonly order: Uint32Array;
  /** The mean rank of each among them all, from 1; NaN where not rated. */
  readonly ranks: Float64Array;
}

export function rankedRaters(ratings: Ratings): RankedRater[] {
  return ratings.raters.map((_, rater) => {
    const values = columnOf(ratings, rater);
    const order = orderOf(values);
    return { values, order, ranks: ranksBeside(values, order, values) };
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

/** The mean ranks of two raters' values over the `shared` items that both rated, in the order of the items. */
export function sharedRanks(a: RankedRater, b: RankedRater, shared: number): SharedValues {
  const ranksOf = ({ values, order, ranks }: RankedRater, other: RankedRater) =>
    order.length === shared ? ranks : ranksBeside(values, order, other.values);
  return sharedValues(ranksOf(a, b), ranksOf(b, a));
}

/** An entry an item: NaN where one of both did not rate. */
function ranksBeside(values: Float64Array, order: Uint32Array, other: Float64Array): Float64Array {
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  const shared = new Uint32Array(order.length);
  const sorted = new Float64Array(order.length);
  let n = 0;
  for (let i = 0; i < order.length; i++) {
    const item = order[i] ?? 0;
    if (Number.isNaN(other[item] ?? Number.NaN)) continue;
    sorted[n] = values[item] ?? 0;
    shared[n++] = item;
  }
  for (let start = 0; start < n; ) {
    const value = sorted[start];
    let end = start + 1;
    while (end < n && sorted[end] === value) end++;
    for (let i = start; i < end; i++) ranks[shared[i] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
