import { at, checkSameLength, sum } from '../numbers.ts';
import { normalTwoSidedP } from '../special/normal.ts';
import type { Correlation } from './correlation.ts';

const EXACT_UP_TO = 33;

/**
 * Kendall's tau-b with scipy.stats.kendalltau's p: exact if there is no tie and n <= 33 or at most one pair disagrees
 * (or agrees), else by the normal approximation corrected for ties. Undefined below 2 pairs or where a side is constant.
 */
export function kendallTauB(yTrue: readonly number[], yPred: readonly number[]): Correlation {
  checkSameLength(yTrue, yPred);
  const n = yTrue.length;
  const pairs = yTrue.map((truth, i) => ({ truth, prediction: at(yPred, i) }));
  pairs.sort((a, b) => a.truth - b.truth || a.prediction - b.prediction);
  const total = choose2(n);
  const truthTies = tieSizes(yTrue);
  const predictionTies = tieSizes(yPred);
  const tiedTruth = sum(truthTies.map(choose2));
  const tiedPrediction = sum(predictionTies.map(choose2));
  if (tiedTruth === total || tiedPrediction === total) return { r: null, p: null };

  const discordant = inversions(pairs.map((pair) => pair.prediction));
  const tiedBoth = sum(jointTieSizes(pairs).map(choose2));
  const difference = total - tiedTruth - tiedPrediction + tiedBoth - 2 * discordant;
  const tau = difference / Math.sqrt(total - tiedTruth) / Math.sqrt(total - tiedPrediction);
  const rarer = Math.min(discordant, total - discordant);
  const exact = tiedTruth === 0 && tiedPrediction === 0 && (n <= EXACT_UP_TO || rarer <= 1);
  return {
    r: Math.min(1, Math.max(-1, tau)),
    p: exact
      ? exactP(n, rarer)
      : normalTwoSidedP(difference / Math.sqrt(variance(n, truthTies, predictionTies))),
  };
}

function choose2(n: number): number {
  return (n * (n - 1)) / 2;
}

/** How many values share each value that occurs more than once. */
function tieSizes(values: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 1);
}

/** The same of sorted pairs, tied on both sides. */
function jointTieSizes(pairs: readonly { truth: number; prediction: number }[]): number[] {
  const sizes: number[] = [];
  let size = 0;
  pairs.forEach((pair, i) => {
    size++;
    const next = pairs[i + 1];
    if (next?.truth === pair.truth && next.prediction === pair.prediction) return;
    sizes.push(size);
    size = 0;
  });
  return sizes;
}

/** How many pairs stand in the wrong order, equal ones not counted; by merge sort. */
function inversions(values: readonly number[]): number {
  let from = Float64Array.from(values);
  let to = new Float64Array(values.length);
  let count = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      let left = start;
      let right = middle;
      for (let out = start; out < end; out++) {
        if (right >= end || (left < middle && at(from, left) <= at(from, right))) {
          to[out] = at(from, left++);
        } else {
          to[out] = at(from, right++);
          count += middle - left;
        }
      }
    }
    [from, to] = [to, from];
  }
  return count;
}

/**
 * P(at most `rarer` or at least all but `rarer` inversions in a random order of n): Kendall, Rank Correlation Methods
 * (4th ed., 1970), p. 68. Counts of n follow from those of n - 1; divided by n at each step, they are probabilities.
 */
function exactP(n: number, rarer: number): number {
  let probabilities = new Array<number>(rarer + 1).fill(0);
  probabilities[0] = 1;
  for (let size = 2; size <= n; size++) {
    const before = probabilities;
    let window = 0;
    probabilities = before.map((probability, count) => {
      window += probability - (before[count - size] ?? 0);
      return window / size;
    });
  }
  return Math.min(1, 2 * sum(probabilities));
}

/** Of concordant minus discordant pairs if there is no correlation: Kendall 1970, corrected for ties in both. */
function variance(n: number, truthTies: readonly number[], predictionTies: readonly number[]): number {
  const over = (ties: readonly number[], term: (t: number) => number) => sum(ties.map(term));
  const pairs = (t: number) => t * (t - 1);
  const triples = (t: number) => t * (t - 1) * (t - 2);
  const spread = (t: number) => t * (t - 1) * (2 * t + 5);
  const tiedPairs = (over(truthTies, pairs) * over(predictionTies, pairs)) / (2 * pairs(n));
  const tiedTriples = (over(truthTies, triples) * over(predictionTies, triples)) / (9 * triples(n));
  return (spread(n) - over(truthTies, spread) - over(predictionTies, spread)) / 18 + tiedPairs + tiedTriples;
}
