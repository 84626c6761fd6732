import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import type { SplitSpec } from '#shared/domain/run-spec.ts';
import {
  assertSubjectsDisjoint,
  intensityStratum,
  type SplitFold,
  type SplitItem,
  splitItems,
} from './split.ts';

const item = (id: number, subject: string | null, more: Partial<SplitItem> = {}): SplitItem => ({
  id,
  subject,
  stratum: null,
  split: null,
  ...more,
});
/** 24 clips of 8 subjects: the first four show fear alone, the others happiness. */
const isFear = (id: number) => id % 8 < 4;
const ITEMS = Array.from({ length: 24 }, (_, i) =>
  item(i, `s${i % 8}`, { stratum: isFear(i) ? 'fear' : 'happiness' }),
);
const SEEDS = [1, 2, 3, 4, 5];
const subjectOf = (items: readonly SplitItem[]) => (id: number) =>
  items.find((one) => one.id === id)?.subject ?? null;

function refusal(items: readonly SplitItem[], spec: SplitSpec): string {
  try {
    splitItems(items, spec, 1);
  } catch (error) {
    if (error instanceof OnsetError && error.code === 'bad-input') return error.message;
    throw error;
  }
  return 'not refused';
}

const randomItems = fc
  .array(
    fc.record({
      subject: fc.integer({ min: 1, max: 12 }).map((n) => `s${n}`),
      stratum: fc.constantFrom('fear', 'anger', null),
    }),
    { minLength: 2, maxLength: 50 },
  )
  .map((list) => list.map((one, i) => item(i * 3 + 1, one.subject, { stratum: one.stratum })));
const randomSpec = fc.constantFrom<SplitSpec>(
  { kind: 'loso' },
  { kind: 'kfold', folds: 3 },
  { kind: 'holdout', testShare: 0.2 },
  { kind: 'holdout-clips', testShare: 0.3 },
);

describe('every kind of split', () => {
  test('train and test are disjoint, ascending and together everything; same seed, same folds, in any order of clips', () => {
    fc.assert(
      fc.property(randomItems, randomSpec, fc.nat(), (items, spec, seed) => {
        fc.pre(new Set(items.map((one) => one.subject)).size >= 3);
        const ids = items.map((one) => one.id);
        const folds = splitItems(items, spec, seed);
        for (const fold of folds) {
          expect([...fold.trainIds, ...fold.testIds].toSorted((a, b) => a - b)).toEqual(ids);
          expect(fold.trainIds).toEqual(fold.trainIds.toSorted((a, b) => a - b));
          expect(fold.testIds.length).toBeGreaterThan(0);
          expect(fold.trainIds.length).toBeGreaterThan(0);
        }
        expect(splitItems(items.toReversed(), spec, seed)).toEqual(folds);
        if (spec.kind !== 'holdout-clips') assertSubjectsDisjoint(folds, subjectOf(items));
      }),
      { numRuns: 60 },
    );
  });

  test('loso and kfold hold out every clip exactly once', () => {
    fc.assert(
      fc.property(
        randomItems,
        fc.constantFrom<SplitSpec>({ kind: 'loso' }, { kind: 'kfold', folds: 3 }),
        (items, spec) => {
          fc.pre(new Set(items.map((one) => one.subject)).size >= 3);
          const heldOut = splitItems(items, spec, 1).flatMap((fold) => fold.testIds);
          expect(heldOut.toSorted((a, b) => a - b)).toEqual(items.map((one) => one.id));
        },
      ),
    );
  });

  test('fewer than two clips cannot be split', () => {
    expect(refusal([item(1, 's1')], { kind: 'holdout-clips', testShare: 0.5 })).toContain('at least 2 clips');
  });
});

describe('leave one subject out', () => {
  test('a fold a subject, named after it, in the order of code units', () => {
    const folds = splitItems(
      [item(3, 's2'), item(1, 's10'), item(2, 's2'), item(4, 'S3')],
      { kind: 'loso' },
      1,
    );
    expect(folds).toEqual([
      { name: 'S3', trainIds: [1, 2, 3], testIds: [4] },
      { name: 's10', trainIds: [2, 3, 4], testIds: [1] },
      { name: 's2', trainIds: [1, 4], testIds: [2, 3] },
    ]);
  });

  test('without subjects it is refused, and the way out is named', () => {
    const message = refusal([item(1, null), item(2, null)], { kind: 'loso' });
    expect(message).toContain('no clip has one');
    expect(message).toContain('holdout-clips');
  });

  test('clips without a subject are listed, ten at most', () => {
    const some = [item(1, 's1'), item(2, 's2'), ...Array.from({ length: 12 }, (_, i) => item(20 + i, null))];
    expect(refusal(some, { kind: 'loso' })).toContain(
      'clips 20, 21, 22, 23, 24, 25, 26, 27, 28, 29 and 2 more',
    );
    expect(refusal(some, { kind: 'loso' })).toContain('12 of the 14 clips');
  });

  test('one subject alone is refused', () => {
    expect(refusal([item(1, 's1'), item(2, 's1')], { kind: 'loso' })).toContain(
      'at least 2 subjects, and the clips have 1',
    );
  });
});

describe('k folds by subject', () => {
  test('the strata are held alike: 12 fear clips in 4 folds are 3 each', () => {
    for (const seed of SEEDS) {
      const folds = splitItems(ITEMS, { kind: 'kfold', folds: 4 }, seed);
      expect(folds.map((fold) => fold.name)).toEqual(['fold 1', 'fold 2', 'fold 3', 'fold 4']);
      expect(folds.map((fold) => fold.testIds.filter(isFear).length)).toEqual([3, 3, 3, 3]);
    }
  });

  test('the strata matter: other strata are held alike in other folds', () => {
    const isOther = (id: number) => id % 2 === 0;
    const other = ITEMS.map((one) => ({ ...one, stratum: isOther(one.id) ? 'fear' : 'happiness' }));
    for (const seed of SEEDS) {
      const folds = splitItems(other, { kind: 'kfold', folds: 4 }, seed);
      expect(folds.map((fold) => fold.testIds.filter(isOther).length)).toEqual([3, 3, 3, 3]);
    }
  });

  test('the seed and the number of folds matter', () => {
    const folds = (count: number, seed: number) => splitItems(ITEMS, { kind: 'kfold', folds: count }, seed);
    expect(new Set(SEEDS.map((seed) => JSON.stringify(folds(4, seed)))).size).toBeGreaterThan(1);
    expect([folds(2, 1), folds(4, 1)].map((list) => list.length)).toEqual([2, 4]);
  });

  test('more folds than subjects are refused, and how many are possible is said', () => {
    const message = refusal(ITEMS, { kind: 'kfold', folds: 9 });
    expect(message).toContain('at least 9 subjects, and the clips have 8');
    expect(message).toContain('at most 8 folds');
  });
});

describe('holdout', () => {
  test('by subject: a quarter of 8 equal subjects is 2 of them', () => {
    const [fold] = splitItems(ITEMS, { kind: 'holdout', testShare: 0.25 }, 1);
    expect(new Set(fold?.testIds.map(subjectOf(ITEMS))).size).toBe(2);
    expect(fold?.testIds).toHaveLength(6);
  });

  test('by subject needs subjects, two at least', () => {
    expect(refusal([item(1, 's1'), item(2, null)], { kind: 'holdout', testShare: 0.5 })).toContain('clips 2');
    expect(refusal([item(1, 's1'), item(2, 's1')], { kind: 'holdout', testShare: 0.5 })).toContain(
      'at least 2 subjects',
    );
  });

  test('by clip asks for no subject, keeps the strata alike and may cut a subject in two', () => {
    const anonymous = ITEMS.map((one) => ({ ...one, subject: null }));
    const [fold] = splitItems(anonymous, { kind: 'holdout-clips', testShare: 0.25 }, 1);
    expect(fold?.testIds).toHaveLength(6);
    expect(fold?.testIds.filter(isFear)).toHaveLength(3);
  });

  test('the share matters, for both kinds', () => {
    for (const kind of ['holdout', 'holdout-clips'] as const) {
      const size = (testShare: number) => splitItems(ITEMS, { kind, testShare }, 1)[0]?.testIds.length;
      expect([size(0.25), size(0.5)]).toEqual([6, 12]);
    }
  });
});

describe('the given split', () => {
  const given = (...sides: ('train' | 'test' | null)[]) =>
    sides.map((split, i) => item(i, `s${i}`, { split }));

  test('is taken as it is', () => {
    expect(splitItems(given('train', 'test', 'train'), { kind: 'given' }, 1)).toEqual([
      { name: 'given', trainIds: [0, 2], testIds: [1] },
    ]);
  });

  test('is refused where there is none, where a side is empty, and where some clips have none', () => {
    expect(refusal(given(null, null), { kind: 'given' })).toContain('no train and test split');
    expect(refusal(given('train', 'train'), { kind: 'given' })).toContain('no clip in test');
    expect(refusal(given('test', 'test'), { kind: 'given' })).toContain('no clip in train');
    expect(refusal(given('train', null, 'test'), { kind: 'given' })).toContain(
      '1 of the 3 clips in neither train nor test: clips 1.',
    );
  });

  test('is refused where a subject is on both sides, and the subject is named', () => {
    const leaking = [
      item(1, 's1', { split: 'train' }),
      item(2, 's1', { split: 'test' }),
      item(3, 's2', { split: 'test' }),
    ];
    expect(refusal(leaking, { kind: 'given' })).toContain('same subject in train and in test: s1.');
  });

  test('clips without a subject may be split as given', () => {
    const anonymous = given('train', 'test').map((one) => ({ ...one, subject: null }));
    expect(splitItems(anonymous, { kind: 'given' }, 1)).toHaveLength(1);
  });
});

describe('no subject on both sides', () => {
  const fold = (trainIds: number[], testIds: number[]): SplitFold => ({ name: 'fold 7', trainIds, testIds });

  test('a subject on both sides of a fold is refused, with the fold and the subject', () => {
    const same = () => assertSubjectsDisjoint([fold([1], [2])], () => 'sub03');
    expect(same).toThrow(OnsetError);
    expect(same).toThrow('fold 7 has the same subject in train and in test: sub03.');
  });

  test('so is a clip on both sides, with or without a subject', () => {
    expect(() => assertSubjectsDisjoint([fold([1, 2], [2])], () => null)).toThrow(
      'same clip in train and in test: 2.',
    );
  });

  test('the same subject in the tests of two folds is no leak, and unknown subjects are not compared', () => {
    const subjects = new Map([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'c'],
    ]);
    const ok = () =>
      assertSubjectsDisjoint([fold([1, 2], [3]), fold([1, 2], [4])], (id) => subjects.get(id) ?? null);
    expect(ok).not.toThrow();
    expect(() => assertSubjectsDisjoint([fold([1], [2])], () => null)).not.toThrow();
  });
});

describe('strata of intensities', () => {
  test('are of equal number, lowest first', () => {
    expect(intensityStratum([0.9, 0.1, 0.2, 0.8, 0.5, 0.4], 3)).toEqual(['q3', 'q1', 'q1', 'q3', 'q2', 'q2']);
  });

  test('the number of bins matters, and equal values stay together', () => {
    expect(intensityStratum([0, 0, 0, 1], 2)).toEqual(['q2', 'q2', 'q2', 'q2']);
    expect(new Set(intensityStratum([1, 2, 3, 4], 4)).size).toBe(4);
    expect(new Set(intensityStratum([1, 2, 3, 4], 1)).size).toBe(1);
    expect(intensityStratum([], 4)).toEqual([]);
    expect(() => intensityStratum([1], 0)).toThrow(RangeError);
  });
});
