import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import { stratifiedFolds, stratifiedHoldout } from './row-folds.ts';

const strata = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 60 });
const countIn = (rows: readonly string[], chosen: readonly boolean[], stratum: string) =>
  rows.filter((row, i) => row === stratum && chosen[i]).length;

test('rows of a stratum fill the folds in order, as scikit-learn’s StratifiedKFold', () => {
  // Sorted, 0000 11111 is dealt 012012012: zeros fill folds 0 0 1 2, ones 0 1 1 2 2.
  expect(stratifiedFolds([...'001111001'], 3)).toEqual([0, 0, 0, 1, 1, 2, 1, 2, 2]);
});

test('no stratum differs by more than one between folds, and neither do the sizes', () => {
  fc.assert(
    fc.property(strata, fc.integer({ min: 2, max: 6 }), (rows, folds) => {
      const fold = stratifiedFolds(rows, folds);
      for (const stratum of ['a', 'b', 'c', null]) {
        const counts = Array.from(
          { length: folds },
          (_, f) => fold.filter((own, i) => own === f && (stratum === null || rows[i] === stratum)).length,
        );
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('a fifth of 10 a and 20 b is 2 a and 4 b', () => {
  const rows = [...'a'.repeat(10), ...'b'.repeat(20)];
  const heldOut = stratifiedHoldout(rows, 0.2, createRandom(1));
  expect([countIn(rows, heldOut, 'a'), countIn(rows, heldOut, 'b')]).toEqual([2, 4]);
});

test('the share is met to the row, never all and never none, and each stratum to one row', () => {
  fc.assert(
    fc.property(strata, fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.nat(), (rows, share, seed) => {
      const heldOut = stratifiedHoldout(rows, share, createRandom(seed));
      const wanted = Math.min(rows.length - 1, Math.max(1, Math.round(share * rows.length)));
      expect(heldOut.filter(Boolean)).toHaveLength(wanted);
      for (const stratum of ['a', 'b', 'c']) {
        const all = rows.filter((row) => row === stratum).length;
        expect(Math.abs(countIn(rows, heldOut, stratum) - (wanted * all) / rows.length)).toBeLessThan(1);
      }
    }),
  );
});

test('another seed holds out other rows', () => {
  const rows = [...'a'.repeat(50)];
  expect(stratifiedHoldout(rows, 0.5, createRandom(1))).not.toEqual(
    stratifiedHoldout(rows, 0.5, createRandom(2)),
  );
});
