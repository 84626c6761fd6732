import { meanOfOthers } from '../agreement/bias.ts';
import { columnOf, type Ratings } from '../agreement/ratings.ts';
import { pearson } from '../metrics/correlation.ts';
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
  const own = columnOf(ratings, rater);
  const others = meanOfOthers(ratings, rater);
  const left: number[] = [];
  const right: number[] = [];
  for (let item = 0; item < ratings.items; item++) {
    const value = own[item] ?? Number.NaN;
    const other = others[item] ?? Number.NaN;
    if (Number.isNaN(value) || Number.isNaN(other)) continue;
    left.push(value);
    right.push(other);
  }
  return pearson(left, right).r;
}

function weightedMeans(ratings: Ratings, weights: readonly number[]): (number | null)[] {
  return Array.from({ length: ratings.items }, (_, item) => {
    let total = 0;
    let weightTotal = 0;
    weights.forEach((weight, rater) => {
      const value = ratings.raters[rater]?.[item] ?? Number.NaN;
      if (weight === 0 || Number.isNaN(value)) return;
      total += weight * value;
      weightTotal += weight;
    });
    return weightTotal === 0 ? null : total / weightTotal;
  });
}
