import type { Random } from '#shared/base/random.ts';
import { at } from '../numbers.ts';

/** The rows of each stratum; strata in the order of their first row. */
function rowsByStratum(rowStrata: readonly string[]): number[][] {
  const rows = new Map<string, number[]>();
  rowStrata.forEach((stratum, row) => {
    const own = rows.get(stratum);
    if (own) own.push(row);
    else rows.set(stratum, [row]);
  });
  return [...rows.values()];
}

/**
 * The fold of each row, groups ignored, as scikit-learn's StratifiedKFold without shuffling: the rows sorted by
 * stratum are dealt out like cards, and each stratum's rows fill their places in order. Counts differ by at most 1.
 */
export function stratifiedFolds(rowStrata: readonly string[], foldCount: number): number[] {
  const fold = new Array<number>(rowStrata.length).fill(0);
  let dealt = 0;
  for (const rows of rowsByStratum(rowStrata)) {
    const places = rows.map((_, i) => (dealt + i) % foldCount).sort((a, b) => a - b);
    rows.forEach((row, i) => {
      fold[row] = at(places, i);
    });
    dealt += rows.length;
  }
  return fold;
}

/**
 * Which rows to hold out: `share` of all (at least one, never all), drawn from every stratum in proportion; the rows
 * that fractions leave open go to the strata with the largest remainders, ties by chance.
 */
export function stratifiedHoldout(rowStrata: readonly string[], share: number, random: Random): boolean[] {
  const heldOut = new Array<boolean>(rowStrata.length).fill(false);
  const wanted = Math.min(rowStrata.length - 1, Math.max(1, Math.round(share * rowStrata.length)));
  const strata = random.shuffle(rowsByStratum(rowStrata)).map((rows) => {
    const quota = (wanted * rows.length) / rowStrata.length;
    return { rows: random.shuffle(rows), take: Math.floor(quota), remainder: quota - Math.floor(quota) };
  });
  const open = wanted - strata.reduce((total, { take }) => total + take, 0);
  const byRemainder = strata.toSorted((a, b) => b.remainder - a.remainder);
  byRemainder.forEach(({ rows, take }, rank) => {
    for (const row of rows.slice(0, take + (rank < open ? 1 : 0))) heldOut[row] = true;
  });
  return heldOut;
}
