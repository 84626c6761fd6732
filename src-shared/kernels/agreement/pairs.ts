import { fisherInterval } from '../metrics/correlation.ts';
import { correlationP } from '../special/beta.ts';
import { concordanceFigure } from './concordance-figure.ts';
import { type LimitsOfAgreement, limitsOfAgreement } from './limits-of-agreement.ts';
import { correlationOf, type Moments, momentsOf, sharedValues } from './moments.ts';
import { type RankedRater, rankedRaters, sharedRanks } from './rank-order.ts';
import { DEFAULT_LEVEL, type Interval, pairsOf, type Ratings } from './ratings.ts';

/** A figure of two raters; null where undefined. */
export interface PairFigure {
  readonly value: number | null;
  readonly p: number | null;
  readonly interval: Interval | null;
}

/** Two raters over the items both rated. */
export interface RaterPair {
  readonly first: number;
  readonly second: number;
  readonly items: number;
  /** Interval by Fisher's z. */
  readonly pearson: PairFigure;
  /** Without an interval; the bootstrap has one. */
  readonly spearman: PairFigure;
  /** Lin's, without a p. */
  readonly concordance: Omit<PairFigure, 'p'>;
  /** Of the first's rating minus the second's. */
  readonly differences: LimitsOfAgreement | null;
}

/** Every pair of raters, as a generator so that a caller can stop in between. */
export function* raterPairs(ratings: Ratings, level = DEFAULT_LEVEL): Generator<RaterPair, void, void> {
  const ranked = rankedRaters(ratings);
  for (const { first, second } of pairsOf(ranked.length)) {
    const [a, b] = [ranked[first], ranked[second]];
    if (a && b) yield { first, second, ...comparePair(a, b, level) };
  }
}

function comparePair(a: RankedRater, b: RankedRater, level: number): Omit<RaterPair, 'first' | 'second'> {
  const shared = sharedValues(a.values, b.values);
  const moments = momentsOf(shared);
  return {
    items: moments.n,
    pearson: pearsonFigure(moments, level),
    spearman: spearmanFigure(momentsOf(sharedRanks(a, b, moments.n))),
    concordance: concordanceFigure(moments, level),
    differences: limitsOfAgreement(
      shared.x.map((value, i) => value - (shared.y[i] ?? 0)),
      level,
    ),
  };
}

/** p as Student's t. */
function pearsonFigure(moments: Moments, level: number): PairFigure {
  const value = correlationOf(moments);
  if (value === null) return { value, p: null, interval: null };
  const [low, high] = fisherInterval(value, moments.n, level);
  return { value, p: moments.n === 2 ? 1 : correlationP(value, moments.n), interval: { low, high } };
}

/** Pearson's r of the mean ranks. */
function spearmanFigure(ranks: Moments): PairFigure {
  const value = correlationOf(ranks);
  const p = value === null || ranks.n === 2 ? null : correlationP(value, ranks.n);
  return { value, p, interval: null };
}
