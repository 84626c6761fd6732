import type { Random } from '#shared/base/random.ts';
import { at } from '#shared/kernels/numbers.ts';

type Row = readonly number[];

export interface Resampled {
  /** The given rows, then the new ones. */
  readonly x: readonly Row[];
  readonly yTrue: readonly number[];
  /** Classes too small for the neighbours asked for, and how many theirs were. */
  readonly lowered: readonly { readonly label: number; readonly neighbours: number }[];
}

/**
 * SMOTE (Chawla et al. 2002): fills every class up to the size of the largest. A new row lies between a row of the
 * class and one of its `neighbours` nearest within the class, at a share of the way drawn uniformly. A class of fewer
 * rows has fewer neighbours; a class of one row repeats it.
 */
export function smote(
  x: readonly Row[],
  yTrue: readonly number[],
  neighbours: number,
  random: Random,
): Resampled {
  const classes = Map.groupBy(yTrue.keys(), (index) => at(yTrue, index));
  const largest = Math.max(...[...classes.values()].map((members) => members.length));
  const added: { row: Row; label: number }[] = [];
  const lowered: { label: number; neighbours: number }[] = [];
  for (const [label, members] of [...classes].sort(([a], [b]) => a - b)) {
    if (members.length === largest) continue;
    const rows = members.map((index) => at(x, index));
    const own = Math.min(neighbours, rows.length - 1);
    if (own < neighbours) lowered.push({ label, neighbours: own });
    const nearest = nearestNeighbours(rows, own);
    for (let count = rows.length; count < largest; count++)
      added.push({ row: between(rows, nearest, random), label });
  }
  return {
    x: [...x, ...added.map(({ row }) => row)],
    yTrue: [...yTrue, ...added.map(({ label }) => label)],
    lowered,
  };
}

function between(rows: readonly Row[], nearest: readonly Row[], random: Random): Row {
  const index = random.int(rows.length);
  const from = at(rows, index);
  const candidates = at(nearest, index);
  if (candidates.length === 0) return from;
  const to = at(rows, at(candidates, random.int(candidates.length)));
  const share = random.next();
  return from.map((value, column) => value + share * (at(to, column) - value));
}

/** The positions of the `count` rows nearest to each, itself left out, nearest first; of equally near ones the earlier. */
export function nearestNeighbours(rows: readonly Row[], count: number): number[][] {
  return rows.map((row, own) => {
    const distances = rows.map((other) => squaredDistance(row, other));
    const others = [...rows.keys()].filter((index) => index !== own);
    return others.sort((a, b) => at(distances, a) - at(distances, b) || a - b).slice(0, count);
  });
}

function squaredDistance(a: Row, b: Row): number {
  let total = 0;
  for (const [column, value] of a.entries()) total += (value - at(b, column)) ** 2;
  return total;
}
