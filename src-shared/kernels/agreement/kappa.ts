import { cohenKappa, type KappaWeighting } from '../metrics/chance-corrected.ts';
import { columnSums } from '../metrics/classification.ts';
import { at, sum } from '../numbers.ts';
import { normalCentralQuantile } from '../special/normal.ts';
import { DEFAULT_LEVEL, type Interval } from './ratings.ts';

export interface KappaFigure {
  readonly value: number | null;
  /** Large-sample; null where it is 0, as at perfect agreement: the sample then says nothing of its own error. */
  readonly standardError: number | null;
  /** Within [-1, 1]. */
  readonly interval: Interval | null;
  readonly items: number;
}

/**
 * Cohen's kappa of two raters from their confusion; classes in their order where weighted. Standard error by Fleiss,
 * Cohen & Everitt 1969 (equation 13, of which the unweighted is a case).
 */
export function cohenKappaFigure(
  confusion: readonly (readonly number[])[],
  weighting: KappaWeighting,
  level = DEFAULT_LEVEL,
): KappaFigure {
  const items = sum(confusion.map(sum));
  const value = cohenKappa(confusion, weighting);
  if (value === null || items === 0) return { value: null, standardError: null, interval: null, items };
  const standardError = cohenStandardError(confusion, weighting, items);
  return {
    value,
    standardError,
    interval: aroundKappa(value, standardError, normalCentralQuantile(level)),
    items,
  };
}

/** A kappa and some standard errors to either side, cut at -1 and 1. */
export function aroundKappa(value: number, standardError: number | null, errors: number): Interval | null {
  if (standardError === null) return null;
  return {
    low: Math.max(-1, value - errors * standardError),
    high: Math.min(1, value + errors * standardError),
  };
}

/** What an agreement of the i-th with the j-th class is worth; 1 of a class with itself. */
function worth(weighting: KappaWeighting, i: number, j: number, classCount: number): number {
  if (weighting === 'none') return i === j ? 1 : 0;
  const distance = Math.abs(i - j) / (classCount - 1);
  return 1 - (weighting === 'linear' ? distance : distance ** 2);
}

function cohenStandardError(
  confusion: readonly (readonly number[])[],
  weighting: KappaWeighting,
  items: number,
): number | null {
  const rows = confusion.map((row) => sum(row) / items);
  const columns = columnSums(confusion).map((count) => count / items);
  const worthOf = (i: number, j: number) => worth(weighting, i, j, confusion.length);
  const rowWorth = rows.map((_, i) => sum(columns.map((share, j) => share * worthOf(i, j))));
  const columnWorth = columns.map((_, j) => sum(rows.map((share, i) => share * worthOf(i, j))));
  const expected = sum(rows.map((share, i) => share * at(rowWorth, i)));
  const observed = sum(
    confusion.map((row, i) => sum(row.map((count, j) => (count / items) * worthOf(i, j)))),
  );
  let spread = 0;
  confusion.forEach((row, i) => {
    row.forEach((count, j) => {
      const reach = (at(rowWorth, i) + at(columnWorth, j)) * (1 - observed);
      spread += (count / items) * (worthOf(i, j) * (1 - expected) - reach) ** 2;
    });
  });
  const variance = spread - (observed * expected - 2 * expected + observed) ** 2;
  // What remains of a difference of equal numbers is their rounding.
  if (!(variance > 4 * Number.EPSILON * spread)) return null;
  return Math.sqrt(variance / items) / (1 - expected) ** 2;
}
