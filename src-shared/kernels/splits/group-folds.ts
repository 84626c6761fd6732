import type { Random } from '#shared/base/random.ts';
import { at, mean, sum } from '../numbers.ts';

/** Clips in number: of one group, of one fold, or in all. */
interface Tally {
  readonly perStratum: readonly number[];
  readonly all: number;
}

interface Group extends Tally {
  readonly name: string;
}

interface Deal {
  readonly foldOf: ReadonlyMap<string, number>;
  readonly folds: readonly Tally[];
}

/** Orders tried; three times as many make the folds about 3 % more even. */
const ATTEMPTS = 42;
/** How much a fold's size counts against its strata while groups are dealt out; the attempts take turns. */
const SIZE_WEIGHTS = [1, 0.1, 3];
/** The same where the best attempt is chosen. */
const SIZE_WEIGHT_OF_CHOICE = 0.1;

/**
 * The fold of each row: no group in two folds, no fold empty, fold f holding about `shares[f]` of the rows with the
 * strata mixed as in the whole. A greedy method as scikit-learn's StratifiedGroupKFold, in several orders; the most
 * even result is taken. There must be at least as many groups as folds (RangeError).
 */
export function stratifiedGroupFolds(
  rowGroups: readonly string[],
  rowStrata: readonly string[],
  shares: readonly number[],
  random: Random,
): number[] {
  const groups = tallyGroups(rowGroups, rowStrata);
  if (groups.length < shares.length)
    throw new RangeError(`${groups.length} groups do not fill ${shares.length} folds.`);
  const whole = groups.reduce(add, { perStratum: [], all: 0 });
  let best = { unevenness: Number.POSITIVE_INFINITY, foldOf: new Map<string, number>() as Deal['foldOf'] };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const weightOf = attempt % 2 === 0 ? (group: Group) => group.all : spread;
    const order = random.shuffle(groups).sort((a, b) => weightOf(b) - weightOf(a));
    const deal = dealOut(order, whole, shares, at(SIZE_WEIGHTS, attempt % SIZE_WEIGHTS.length));
    const unevenness = unevennessOf(deal.folds, whole, shares);
    if (unevenness < best.unevenness) best = { unevenness, foldOf: deal.foldOf };
  }
  return rowGroups.map((name) => best.foldOf.get(name) ?? 0);
}

function tallyGroups(rowGroups: readonly string[], rowStrata: readonly string[]): Group[] {
  const strata = new Map([...new Set(rowStrata)].sort().map((stratum, column) => [stratum, column]));
  const rows = new Map<string, number[]>();
  rowGroups.forEach((name, row) => {
    const perStratum = rows.get(name) ?? new Array<number>(strata.size).fill(0);
    const column = strata.get(at(rowStrata, row)) ?? 0;
    perStratum[column] = at(perStratum, column) + 1;
    rows.set(name, perStratum);
  });
  return [...rows.keys()].sort().map((name) => {
    const perStratum = rows.get(name) ?? [];
    return { name, perStratum, all: sum(perStratum) };
  });
}

function add(tally: Tally, group: Tally): Tally {
  return {
    perStratum: group.perStratum.map((count, column) => count + (tally.perStratum[column] ?? 0)),
    all: tally.all + group.all,
  };
}

/** How unequal the strata of a group are: such a group is hard to place, so it comes early. */
function spread(group: Group): number {
  const middle = mean(group.perStratum) ?? 0;
  return sum(group.perStratum.map((count) => (count - middle) ** 2));
}

/** Each group in turn goes to the fold where it brings the strata nearest to their shares. */
function dealOut(order: readonly Group[], whole: Tally, shares: readonly number[], sizeWeight: number): Deal {
  const nothing: Tally = { perStratum: whole.perStratum.map(() => 0), all: 0 };
  const folds = shares.map(() => nothing);
  const foldOf = new Map<string, number>();
  const misfit = (fold: Tally, share: number) => {
    const offBy = (count: number, total: number) => (count / total - share) ** 2 / share;
    const strata = fold.perStratum.map((count, column) => offBy(count, at(whole.perStratum, column)));
    return sum(strata) + sizeWeight * offBy(fold.all, whole.all);
  };
  order.forEach((group, position) => {
    const emptyFolds = folds.filter((fold) => fold.all === 0).length;
    const mustFill = order.length - position <= emptyFolds;
    let best = { change: Number.POSITIVE_INFINITY, index: 0, fold: nothing };
    folds.forEach((fold, index) => {
      if (mustFill && fold.all > 0) return;
      const share = at(shares, index);
      const fuller = add(fold, group);
      const change = misfit(fuller, share) - misfit(fold, share);
      if (change < best.change) best = { change, index, fold: fuller };
    });
    folds[best.index] = best.fold;
    foldOf.set(group.name, best.index);
  });
  return { folds, foldOf };
}

/** How far the folds' mixes of strata lie from the whole's on average, and their sizes from what was asked. */
function unevennessOf(folds: readonly Tally[], whole: Tally, shares: readonly number[]): number {
  const perFold = folds.map((fold, index) => {
    const share = at(shares, index);
    const strata = fold.perStratum.map((count, column) =>
      Math.abs(count / fold.all - at(whole.perStratum, column) / whole.all),
    );
    return (mean(strata) ?? 0) + SIZE_WEIGHT_OF_CHOICE * (Math.abs(fold.all / whole.all - share) / share);
  });
  return mean(perFold) ?? 0;
}
