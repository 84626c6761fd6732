import { completeCases, type Ratings, shiftedMean } from './ratings.ts';

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
    const mean = shiftedMean(k, (rater) => values[item * k + rater] ?? 0);
    itemMeans[item] = mean;
    for (let rater = 0; rater < k; rater++) {
      const value = values[item * k + rater] ?? 0;
      within[item * k + rater] = value - mean;
      largest = Math.max(largest, Math.abs(value));
    }
  }
  const grand = shiftedMean(n, (item) => itemMeans[item] ?? 0);
  const raterEffects = Array.from({ length: k }, (_, rater) =>
    shiftedMean(n, (item) => within[item * k + rater] ?? 0),
  );
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
