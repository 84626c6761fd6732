import { fQuantile, fUpperP } from '../special/f-distribution.ts';
import { type Anova, anova } from './anova.ts';
import { DEFAULT_LEVEL, type Interval, type Ratings } from './ratings.ts';

/** One intraclass correlation. Null where undefined; F, p and the interval also where agreement leaves no spread at all. */
export interface IccFigure {
  readonly value: number | null;
  readonly f: number | null;
  readonly df1: number;
  readonly df2: number;
  /** One-sided, of no agreement at all. */
  readonly p: number | null;
  readonly interval: Interval | null;
}

/**
 * Shrout & Fleiss 1979: 1 raters differ from item to item, 2 raters are a sample and their level counts (absolute
 * agreement), 3 these raters alone and their level does not count (consistency); k: of the mean of all raters.
 */
export const ICC_KINDS = ['icc1', 'icc2', 'icc3', 'icc1k', 'icc2k', 'icc3k'] as const;
export type IccKind = (typeof ICC_KINDS)[number];

export interface IccTable {
  readonly anova: Anova;
  readonly figures: Readonly<Record<IccKind, IccFigure>>;
}

/** All six with their F tests and intervals by McGraw & Wong 1996 (table 7); null below two raters or complete items. */
export function iccTable(ratings: Ratings, level = DEFAULT_LEVEL): IccTable | null {
  const table = anova(ratings);
  if (table === null) return null;
  const { items: n, raters: k, meanSquares } = table;
  const { betweenItems, residual, withinItems } = meanSquares;
  const one = fTest(betweenItems, withinItems, n - 1, n * (k - 1), level);
  const three = fTest(betweenItems, residual, n - 1, (n - 1) * (k - 1), level);
  const { interval: limitsOfF1, ...test1 } = one;
  const { interval: limitsOfF3, ...test3 } = three;
  const single = ratio(betweenItems - withinItems, betweenItems + (k - 1) * withinItems);
  const consistency = ratio(betweenItems - residual, betweenItems + (k - 1) * residual);
  const absolute = absoluteAgreement(table, level);
  const singleOf = (f: number) => (f - 1) / (f + k - 1);
  const meanOf = (f: number) => 1 - 1 / f;
  return {
    anova: table,
    figures: {
      icc1: { value: single, ...test1, interval: map(limitsOfF1, singleOf) },
      icc2: { value: absolute.single, ...test3, interval: absolute.interval },
      icc3: { value: consistency, ...test3, interval: map(limitsOfF3, singleOf) },
      icc1k: {
        value: ratio(betweenItems - withinItems, betweenItems),
        ...test1,
        interval: map(limitsOfF1, meanOf),
      },
      icc2k: {
        value: absolute.mean,
        ...test3,
        interval: map(absolute.interval, (icc) => ofMean(icc, k)),
      },
      icc3k: {
        value: ratio(betweenItems - residual, betweenItems),
        ...test3,
        interval: map(limitsOfF3, meanOf),
      },
    },
  };
}

/** Null where the denominator is not above 0: a variance that is estimated below 0 leaves nothing to divide. */
function ratio(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}

/** Spearman and Brown: the reliability of the mean of k from that of one; NaN where one lies below what k can share. */
function ofMean(icc: number, k: number): number {
  const denominator = 1 + icc * (k - 1);
  return denominator > 0 ? (icc * k) / denominator : Number.NaN;
}

function map(interval: Interval | null, change: (limit: number) => number): Interval | null {
  if (interval === null) return null;
  const [low, high] = [change(interval.low), change(interval.high)];
  return Number.isFinite(low) && Number.isFinite(high) ? { low, high } : null;
}

/** F of two mean squares with its p, and the interval of the true ratio. */
function fTest(above: number, below: number, df1: number, df2: number, level: number) {
  if (below === 0) return { f: null, df1, df2, p: null, interval: null };
  const f = above / below;
  const share = (1 + level) / 2;
  return {
    f,
    df1,
    df2,
    p: fUpperP(f, df1, df2),
    interval: { low: f / fQuantile(share, df1, df2), high: f * fQuantile(share, df2, df1) },
  };
}

/** ICC(A,1) and ICC(A,k): the degrees of freedom of raters and residual together are Satterthwaite's. */
function absoluteAgreement({ items: n, raters: k, meanSquares }: Anova, level: number) {
  const { betweenItems, betweenRaters, residual } = meanSquares;
  const difference = betweenItems - residual;
  const single = ratio(difference, betweenItems + (k - 1) * residual + (k / n) * (betweenRaters - residual));
  const mean = ratio(difference, betweenItems + (betweenRaters - residual) / n);
  if (single === null) return { single, mean, interval: null };
  const a = k * single * betweenRaters;
  const b = (n * (1 + (k - 1) * single) - k * single) * residual;
  const df = (a + b) ** 2 / (a ** 2 / (k - 1) + b ** 2 / ((n - 1) * (k - 1)));
  if (!(df > 0 && Number.isFinite(df))) return { single, mean, interval: null };
  const share = (1 + level) / 2;
  const down = fQuantile(share, n - 1, df);
  const up = fQuantile(share, df, n - 1);
  const noise = k * betweenRaters + (k * n - k - n) * residual;
  const low = ratio(n * (betweenItems - down * residual), down * noise + n * betweenItems);
  const high = ratio(n * (up * betweenItems - residual), noise + n * up * betweenItems);
  return { single, mean, interval: low === null || high === null ? null : { low, high } };
}
