/**
 * Ratings of the same items: a column a rater, an entry an item, NaN where the rater gave none. Values are intensities,
 * or the index of a class where labels are nominal.
 */
export interface Ratings {
  readonly items: number;
  readonly raters: readonly Float64Array[];
}

/** From the bottom to the top of what the data leave open, at the level that was asked for. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const DEFAULT_LEVEL = 0.95;

/** Items × raters, null where missing; a RangeError where rows differ in length or a value is not finite. */
export function ratingsFromRows(rows: readonly (readonly (number | null)[])[]): Ratings {
  const width = rows[0]?.length ?? 0;
  const raters = Array.from({ length: width }, () => new Float64Array(rows.length).fill(Number.NaN));
  rows.forEach((row, item) => {
    if (row.length !== width)
      throw new RangeError(`Item ${item} has ${row.length} ratings, the first has ${width}.`);
    row.forEach((value, rater) => {
      if (value === null) return;
      if (!Number.isFinite(value)) throw new RangeError(`${value} is no rating (item ${item}).`);
      const column = raters[rater];
      if (column) column[item] = value;
    });
  });
  return { items: rows.length, raters };
}

/** The column of a rater; a RangeError where there is none, or where it is not as long as the items. */
export function columnOf({ items, raters }: Ratings, rater: number): Float64Array {
  const column = raters[rater];
  if (column === undefined) throw new RangeError(`No rater ${rater} among ${raters.length}.`);
  if (column.length !== items)
    throw new RangeError(`Rater ${rater} has ${column.length} entries for ${items} items.`);
  return column;
}

/** The given items in the given order, as often as they are given: a bootstrap sample. */
export function takeItems(ratings: Ratings, items: ArrayLike<number>): Ratings {
  const raters = ratings.raters.map((_, rater) => {
    const column = columnOf(ratings, rater);
    const taken = new Float64Array(items.length);
    for (let i = 0; i < taken.length; i++) taken[i] = column[items[i] ?? -1] ?? Number.NaN;
    return taken;
  });
  return { items: items.length, raters };
}

/** The ratings of the items that every rater rated, item after item, and how many items that leaves out. */
export interface CompleteCases {
  readonly items: number;
  readonly raters: number;
  readonly leftOut: number;
  /** `items × raters` values. */
  readonly values: Float64Array;
}

export function completeCases(ratings: Ratings): CompleteCases {
  const columns = ratings.raters.map((_, rater) => columnOf(ratings, rater));
  const width = columns.length;
  const values = new Float64Array(ratings.items * width);
  let items = 0;
  for (let item = 0; item < ratings.items; item++) {
    let rater = 0;
    for (const column of columns) {
      const value = column[item] ?? Number.NaN;
      if (Number.isNaN(value)) break;
      values[items * width + rater++] = value;
    }
    if (rater === width && width > 0) items++;
  }
  return {
    items,
    raters: width,
    leftOut: ratings.items - items,
    values: values.subarray(0, items * width),
  };
}

/** Every pair of raters once, the earlier first. */
export function pairsOf(raters: number): { readonly first: number; readonly second: number }[] {
  const pairs: { first: number; second: number }[] = [];
  for (let first = 0; first < raters; first++)
    for (let second = first + 1; second < raters; second++) pairs.push({ first, second });
  return pairs;
}
