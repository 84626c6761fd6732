import { meanOfOthers } from '../agreement/bias.ts';
import { correlationOf, momentsOf, sharedValues } from '../agreement/moments.ts';
import { columnOf, type Ratings } from '../agreement/ratings.ts';
import { sum } from '../numbers.ts';

/** The evaluator weighted estimator. */
export interface Ewe {
  /** Of each rater with the mean of the others, over items the rater and another rated; null where undefined. */
  readonly correlations: readonly (number | null)[];
  /** They sum to 1; an undefined or negative correlation counts as 0. All null where no rater's is above 0. */
  readonly weights: readonly (number | null)[];
  /** Null where no rater with a weight rated the item. */
  readonly values: readonly (number | null)[];
}

/**
 * Grimm & Kroschel 2005: raters weigh as much as they correlate with the mean of the others; a missing rating leaves its
 * weight to those who rated the item. Values keep their unit, nothing is standardised.
 */
export function ewe(ratings: Ratings): Ewe {
  const correlations = ratings.raters.map((_, rater) => correlationWithOthers(ratings, rater));
  const counted = correlations.map((r) => Math.max(0, r ?? 0));
  const total = sum(counted);
  if (total === 0) {
    return {
      correlations,
      weights: counted.map(() => null),
      values: new Array<null>(ratings.items).fill(null),
    };
  }
  const weights = counted.map((r) => r / total);
  return { correlations, weights, values: weightedMeans(ratings, weights) };
}

function correlationWithOthers(ratings: Ratings, rater: number): number | null {
  return correlationOf(momentsOf(sharedValues(columnOf(ratings, rater), meanOfOthers(ratings, rater))));
}

function weightedMeans(ratings: Ratings, weights: readonly number[]): (number | null)[] {
  const totals = new Float64Array(ratings.items);
  const weightTotals = new Float64Array(ratings.items);
  weights.forEach((weight, rater) => {
    if (weight > 0) addWeighted(columnOf(ratings, rater), weight, totals, weightTotals);
  });
  return Array.from(totals, (total, item) => {
    const weightTotal = weightTotals[item] ?? 0;
    return weightTotal === 0 ? null : total / weightTotal;
  });
}

function addWeighted(
  column: Float64Array,
  weight: number,
  totals: Float64Array,
  weightTotals: Float64Array,
): void {
  for (let item = 0; item < column.length; item++) {
    const value = column[item] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    totals[item] = (totals[item] ?? 0) + weight * value;
    weightTotals[item] = (weightTotals[item] ?? 0) + weight;
  }
}
