import { fQuantile } from '../special/f-distribution.ts';
import { type Anova, anova } from './anova.ts';
import { DEFAULT_LEVEL, type Interval, type Ratings } from './ratings.ts';

export interface CronbachAlpha {
  /** Null where the items' means do not differ at all. */
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly items: number;
  readonly leftOut: number;
}

/**
 * Cronbach's alpha of the raters' mean, over complete items, by the mean squares (Hoyt 1941: the same value as from the
 * variances); interval by Feldt, Woodruff & Salih 1987. Null below two raters or complete items. `table` spares
 * computing the mean squares anew.
 */
export function cronbachAlpha(
  ratings: Ratings,
  level = DEFAULT_LEVEL,
  table: Anova | null = anova(ratings),
): CronbachAlpha | null {
  if (table === null) return null;
  const { items, raters, leftOut } = table;
  const { betweenItems, residual } = table.meanSquares;
  if (betweenItems === 0) return { value: null, interval: null, items, leftOut };
  const unshared = residual / betweenItems;
  const df1 = items - 1;
  const df2 = df1 * (raters - 1);
  const share = (1 + level) / 2;
  const interval =
    residual === 0
      ? null
      : { low: 1 - unshared * fQuantile(share, df1, df2), high: 1 - unshared / fQuantile(share, df2, df1) };
  return { value: 1 - unshared, interval, items, leftOut };
}
