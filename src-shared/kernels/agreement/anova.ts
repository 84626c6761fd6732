import { meanOf } from './moments.ts';
import { completeCases, type Ratings } from './ratings.ts';

/** Two-way analysis of variance without replication, over the items that every rater rated. */
export interface Anova {
  readonly items: number;
  readonly raters: number;
  /** Items left out because a rating is missing. */
  readonly leftOut: number;
  readonly meanSquares: {
    readonly betweenItems: number;
    readonly betweenRaters: number;
    readonly residual: number;
    /** Within items, raters and residual together. */
    readonly withinItems: number;
  };
}

/** Null with fewer than two raters or two complete items. */
export function anova(ratings: Ratings): Anova | null {
  const { items: n, raters: k, leftOut, values } = completeCases(ratings);
  if (n < 2 || k < 2) return null;
  const itemMeans = new Float64Array(n);
  const within = new Float64Array(n * k);
  let largest = 0;
  for (let item = 0; item < n; item++) {
    const mean = meanOf(values.subarray(item * k, (item + 1) * k));
    itemMeans[item] = mean;
    for (let i = item * k; i < (item + 1) * k; i++) {
      const value = values[i] ?? 0;
      within[i] = value - mean;
      largest = Math.max(largest, Math.abs(value));
    }
  }
  const grand = meanOf(itemMeans);
  const raterEffects = columnMeans(within, k);
  let residual = 0;
  let withinItems = 0;
  for (let i = 0; i < within.length; i++) {
    const deviation = within[i] ?? 0;
    withinItems += deviation ** 2;
    residual += (deviation - (raterEffects[i % k] ?? 0)) ** 2;
  }
  const settle = (meanSquare: number) => (meanSquare <= (ROUNDINGS * largest) ** 2 ? 0 : meanSquare);
  return {
    items: n,
    raters: k,
    leftOut,
    meanSquares: {
      betweenItems: settle((k * squares(itemMeans, grand)) / (n - 1)),
      betweenRaters: settle((n * squares(raterEffects, 0)) / (k - 1)),
      residual: settle(residual / ((n - 1) * (k - 1))),
      withinItems: settle(withinItems / (n * (k - 1))),
    },
  };
}

/** A spread of a few roundings of the largest rating is none. */
const ROUNDINGS = 8 * Number.EPSILON;

function squares(values: ArrayLike<number>, centre: number): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += ((values[i] ?? 0) - centre) ** 2;
  return total;
}

/** The means of the columns of rows that lie one after another; that of equal values is exactly theirs. */
function columnMeans(values: Float64Array, width: number): Float64Array {
  const beyond = new Float64Array(width);
  for (let i = 0; i < values.length; i++) {
    const column = i % width;
    beyond[column] = (beyond[column] ?? 0) + (values[i] ?? 0) - (values[column] ?? 0);
  }
  return beyond.map((total, column) => (values[column] ?? 0) + (total * width) / values.length);
}
