import { columnOf, type Ratings } from './ratings.ts';

/** The distinct values among ratings that can be paired (two or more of their item), ascending, and how often each stands. */
export interface Pool {
  /** Items with two or more ratings. */
  readonly items: number;
  /** Their ratings. */
  readonly ratings: number;
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** How many raters rated each item. */
function ratingsPerItem(ratings: Ratings): Uint32Array {
  const counts = new Uint32Array(ratings.items);
  ratings.raters.forEach((_, rater) => {
    const column = columnOf(ratings, rater);
    for (let item = 0; item < counts.length; item++)
      if (!Number.isNaN(column[item] ?? Number.NaN)) counts[item] = (counts[item] ?? 0) + 1;
  });
  return counts;
}

export function pool(ratings: Ratings): Pool {
  const perItem = ratingsPerItem(ratings);
  let items = 0;
  let total = 0;
  for (const count of perItem) {
    if (count < 2) continue;
    items++;
    total += count;
  }
  const all = new Float64Array(total);
  let filled = 0;
  for (const column of ratings.raters) {
    for (let item = 0; item < ratings.items; item++) {
      const value = column[item] ?? Number.NaN;
      // + 0 makes one zero of both.
      if (!Number.isNaN(value) && (perItem[item] ?? 0) >= 2) all[filled++] = value + 0;
    }
  }
  return { items, ratings: total, ...distinct(all.sort()) };
}

function distinct(sorted: Float64Array): { values: Float64Array; counts: Float64Array } {
  const values = new Float64Array(sorted.length);
  const counts = new Float64Array(sorted.length);
  let size = 0;
  for (const value of sorted) {
    if (size === 0 || values[size - 1] !== value) values[size++] = value;
    counts[size - 1] = (counts[size - 1] ?? 0) + 1;
  }
  return { values: values.slice(0, size), counts: counts.slice(0, size) };
}

const BUCKETS = 65_536;

/** Finds the place of a value among ascending distinct values that hold it: a table of buckets, then halving. */
export function placeFinder(values: Float64Array): (value: number) => number {
  const lowest = values[0] ?? 0;
  const scale = (BUCKETS - 1) / ((values.at(-1) ?? 0) - lowest);
  const bucketOf = (value: number) => (Number.isFinite(scale) ? Math.floor((value - lowest) * scale) : 0);
  const ends = new Uint32Array(BUCKETS);
  for (const value of values) ends[bucketOf(value)] = (ends[bucketOf(value)] ?? 0) + 1;
  for (let bucket = 1; bucket < BUCKETS; bucket++)
    ends[bucket] = (ends[bucket] ?? 0) + (ends[bucket - 1] ?? 0);
  return (value) => {
    const bucket = bucketOf(value);
    let low = ends[bucket - 1] ?? 0;
    let high = (ends[bucket] ?? 1) - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
