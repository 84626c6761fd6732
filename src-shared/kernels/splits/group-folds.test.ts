import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import { at } from '../numbers.ts';
import { stratifiedGroupFolds } from './group-folds.ts';

const equal = (folds: number) => new Array<number>(folds).fill(1 / folds);

/** Rows of `sizes[g]` clips in group g, all of stratum `strata[g]`. */
function rowsOf(sizes: readonly number[], strata: readonly string[]) {
  const rows = sizes.flatMap((size, g) => new Array<number>(size).fill(g));
  return { groups: rows.map((g) => `s${g}`), strata: rows.map((g) => at(strata, g)) };
}

test('ten groups of each of four strata in five folds: two of each in every fold', () => {
  const { groups, strata } = rowsOf(new Array(40).fill(3), [...'abcd'.repeat(10)]);
  const fold = stratifiedGroupFolds(groups, strata, equal(5), createRandom(3));
  for (const f of [0, 1, 2, 3, 4])
    for (const stratum of 'abcd')
      expect(fold.filter((own, row) => own === f && strata[row] === stratum)).toHaveLength(6);
});

test('a share smaller than any group still gets one', () => {
  const { groups, strata } = rowsOf([5, 5, 5], ['a', 'a', 'a']);
  const fold = stratifiedGroupFolds(groups, strata, [0.01, 0.99], createRandom(1));
  expect(fold.filter((own) => own === 0)).toHaveLength(5);
});

test('sizes even out where there is but one stratum: 6 5 4 3 2 1 1 in two folds of 11', () => {
  const { groups, strata } = rowsOf([6, 5, 4, 3, 2, 1, 1], new Array(7).fill('a'));
  const fold = stratifiedGroupFolds(groups, strata, equal(2), createRandom(1));
  expect(fold.filter((own) => own === 0)).toHaveLength(11);
});

test('shares need not be equal: a quarter of 20 equal groups is 5 of them', () => {
  const { groups, strata } = rowsOf(new Array(20).fill(3), [...'abababababababababab']);
  const fold = stratifiedGroupFolds(groups, strata, [0.25, 0.75], createRandom(1));
  expect(new Set(groups.filter((_, row) => fold[row] === 0)).size).toBe(5);
});

/** Mean |share of a stratum in a fold - its share of all rows|, for two folds. */
function deviation(fold: readonly number[], strata: readonly string[]): number {
  const share = (rows: readonly string[]) => rows.filter((row) => row === 'a').length / rows.length;
  const inFold = (f: number) => strata.filter((_, row) => fold[row] === f);
  return [0, 1].reduce((total, f) => total + Math.abs(share(inFold(f)) - share(strata)) / 2, 0);
}

test('on 100 made-up data sets the folds are nearly as even as the best of all divisions in halves', () => {
  const random = createRandom(5);
  let excess = 0;
  for (let attempt = 0; attempt < 100; attempt++) {
    const rows = Array.from({ length: 8 }, (_, group) => {
      const chance = random.next();
      return Array.from({ length: 1 + random.int(6) }, () => ({
        group,
        stratum: random.next() < chance ? 'a' : 'b',
      }));
    }).flat();
    const strata = rows.map((row) => row.stratum);
    const divisions = Array.from({ length: 2 ** 8 }, (_, bits) =>
      rows.map(({ group }) => (bits >> group) & 1),
    );
    const halves = divisions.filter((fold) => {
      const share = fold.filter((own) => own === 0).length / fold.length;
      return share >= 0.4 && share <= 0.6;
    });
    const best = Math.min(...halves.map((fold) => deviation(fold, strata)));
    const names = rows.map(({ group }) => `s${group}`);
    excess += deviation(stratifiedGroupFolds(names, strata, equal(2), createRandom(attempt)), strata) - best;
  }
  expect(excess / 100).toBeLessThan(0.02);
});

test('no group in two folds, no fold empty, and the same rows and seed give the same folds', () => {
  const rows = fc.array(fc.tuple(fc.nat({ max: 12 }), fc.constantFrom('a', 'b', 'c')), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(rows, fc.integer({ min: 2, max: 6 }), fc.nat(), (list, folds, seed) => {
      const groups = list.map(([group]) => `s${group}`);
      const strata = list.map(([, stratum]) => stratum);
      fc.pre(new Set(groups).size >= folds);
      const fold = stratifiedGroupFolds(groups, strata, equal(folds), createRandom(seed));
      expect(new Set(fold).size).toBe(folds);
      expect(new Set(groups.map((group, row) => `${group} ${fold[row]}`)).size).toBe(new Set(groups).size);
      expect(stratifiedGroupFolds(groups, strata, equal(folds), createRandom(seed))).toEqual(fold);
    }),
    { numRuns: 40 },
  );
});

test('as many folds as groups is one each; more are a defect of the caller', () => {
  const { groups, strata } = rowsOf([5, 1, 1], ['a', 'a', 'b']);
  expect(new Set(stratifiedGroupFolds(groups, strata, equal(3), createRandom(1))).size).toBe(3);
  expect(() => stratifiedGroupFolds(groups, strata, equal(4), createRandom(1))).toThrow(RangeError);
});
