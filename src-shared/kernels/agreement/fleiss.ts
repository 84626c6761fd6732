import { mean } from '../numbers.ts';
import { studentCentralQuantile } from '../special/student-t.ts';
import { aroundKappa, type KappaFigure } from './kappa.ts';
import { checkClass, raterConfusion } from './rater-confusion.ts';
import { columnOf, DEFAULT_LEVEL, pairsOf, type Ratings } from './ratings.ts';

/** How many raters gave each item each class: `items × classes`. A RangeError where a rating is no class. */
export function categoryTable(ratings: Ratings, classCount: number): Uint32Array {
  const table = new Uint32Array(ratings.items * classCount);
  ratings.raters.forEach((_, rater) => {
    const column = columnOf(ratings, rater);
    for (let item = 0; item < ratings.items; item++) {
      const code = column[item] ?? Number.NaN;
      if (Number.isNaN(code)) continue;
      checkClass(code, classCount);
      const cell = item * classCount + code;
      table[cell] = (table[cell] ?? 0) + 1;
    }
  });
  return table;
}

export interface ManyRaterKappas {
  /** Mean share of an item's pairs of ratings that agree, over items with two or more; null where there is none. */
  readonly observedAgreement: number | null;
  /** Fleiss 1971. With missing ratings each item counts alike: class shares are the mean of the items' (Gwet 2014). */
  readonly fleiss: KappaFigure;
  /** Randolph 2005: chance is one in the number of classes, whatever was said. */
  readonly randolph: KappaFigure;
}

/**
 * Kappas of many raters from a {@link categoryTable}; items with fewer than two ratings are left out. Intervals by the
 * linearised variance over items, with Student's t (Gwet 2014, chapter 5): they hold for these raters, other items.
 */
export function manyRaterKappas(
  table: Uint32Array,
  classCount: number,
  level = DEFAULT_LEVEL,
): ManyRaterKappas {
  const { items, agreement, classShares } = itemShares(table, classCount);
  const observed = meanOf(agreement);
  if (observed === null) {
    const none = { value: null, standardError: null, interval: null, items: 0 };
    return { observedAgreement: null, fleiss: none, randolph: none };
  }
  const shares = Array.from({ length: classCount }, (_, code) => {
    let total = 0;
    for (let i = code; i < classShares.length; i += classCount) total += classShares[i] ?? 0;
    return total / items;
  });
  const byChance = shares.reduce((total, share) => total + share ** 2, 0);
  // How much of chance agreement an item's ratings bring: its shares against everybody's.
  const chanceOfItem = agreement.map((_, i) =>
    shares.reduce((total, share, code) => total + share * (classShares[i * classCount + code] ?? 0), 0),
  );
  const uniform = 1 / classCount;
  return {
    observedAgreement: observed,
    fleiss: kappaOf(agreement, observed, byChance, chanceOfItem, level),
    randolph: kappaOf(
      agreement,
      observed,
      uniform,
      agreement.map(() => uniform),
      level,
    ),
  };
}

/** Mean over the pairs of raters with an item in common of the share of those items where both gave one class; null of none. */
export function percentAgreement(ratings: Ratings, classCount: number): number | null {
  const shares: number[] = [];
  for (const { first, second } of pairsOf(ratings.raters.length)) {
    const share = agreementOf(raterConfusion(ratings, first, second, classCount));
    if (share !== null) shares.push(share);
  }
  return mean(shares);
}

/** The share of items where both raters gave one class; null of none. */
export function agreementOf(confusion: readonly (readonly number[])[]): number | null {
  let total = 0;
  let alike = 0;
  confusion.forEach((row, i) => {
    row.forEach((count, j) => {
      total += count;
      if (i === j) alike += count;
    });
  });
  return total === 0 ? null : alike / total;
}

/** Of the items with two or more ratings: which share of their pairs agrees, and which share each class has. */
function itemShares(table: Uint32Array, classCount: number) {
  const allItems = table.length / classCount;
  const agreement = new Float64Array(allItems);
  const classShares = new Float64Array(table.length);
  let items = 0;
  for (let item = 0; item < allItems; item++) {
    const counts = table.subarray(item * classCount, (item + 1) * classCount);
    let size = 0;
    let alike = 0;
    for (const count of counts) {
      size += count;
      alike += count * (count - 1);
    }
    if (size < 2) continue;
    agreement[items] = alike / (size * (size - 1));
    for (let code = 0; code < classCount; code++)
      classShares[items * classCount + code] = (counts[code] ?? 0) / size;
    items++;
  }
  return {
    items,
    agreement: agreement.slice(0, items),
    classShares: classShares.slice(0, items * classCount),
  };
}

function meanOf(values: Float64Array): number | null {
  let total = 0;
  for (const value of values) total += value;
  return values.length === 0 ? null : total / values.length;
}

/** (observed - chance) / (1 - chance), null where chance alone always agrees. */
function kappaOf(
  agreement: Float64Array,
  observed: number,
  chance: number,
  chanceOfItem: Float64Array,
  level: number,
): KappaFigure {
  const items = agreement.length;
  const room = 1 - chance;
  if (room <= 4 * Number.EPSILON) return { value: null, standardError: null, interval: null, items };
  const value = (observed - chance) / room;
  let squares = 0;
  for (let i = 0; i < items; i++) {
    const ofItem = ((agreement[i] ?? 0) - chance) / room;
    const pull = (2 * (1 - value) * ((chanceOfItem[i] ?? 0) - chance)) / room;
    squares += (ofItem - pull - value) ** 2;
  }
  const error = Math.sqrt(squares / (items - 1) / items);
  const standardError = Number.isFinite(error) && error > 4 * Number.EPSILON ? error : null;
  const errors = items > 1 ? studentCentralQuantile(level, items - 1) : Number.NaN;
  return { value, standardError, interval: aroundKappa(value, standardError, errors), items };
}
