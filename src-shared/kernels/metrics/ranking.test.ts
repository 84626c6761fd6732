import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  averagePrecision,
  meanOfAll,
  meanOfDefined,
  oneVersusRest,
  rocAuc,
  rocAucOneVersusOne,
} from './ranking.ts';

const scored = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 6 })), { minLength: 2, maxLength: 30 })
  .filter((list) => list.some(([positive]) => positive) && list.some(([positive]) => !positive));

test('AUC by counting pairs, ties half', () => {
  fc.assert(
    fc.property(scored, (list) => {
      let won = 0;
      let pairs = 0;
      for (const [positive, score] of list)
        for (const [other, rival] of list)
          if (positive && !other) {
            pairs++;
            won += score > rival ? 1 : score === rival ? 0.5 : 0;
          }
      const auc = rocAuc(
        list.map(([positive]) => positive),
        list.map(([, score]) => score),
      );
      expect(auc).toBeCloseTo(won / pairs, 12);
    }),
  );
});

test('a class that is absent, or the only one, has no AUC; an absent one no average precision', () => {
  expect(rocAuc([true, true], [1, 2])).toBeNull();
  expect(rocAuc([false, false], [1, 2])).toBeNull();
  expect(averagePrecision([false, false], [1, 2])).toBeNull();
  expect(averagePrecision([true, true], [1, 2])).toBe(1);
});

test('average precision by hand: thresholds 4, 3, 1, the tie at 3 taken at once', () => {
  const precision = averagePrecision([true, true, false, false, true], [4, 3, 3, 3, 1]);
  expect(precision).toBeCloseTo((1 / 3) * 1 + (1 / 3) * (2 / 4) + (1 / 3) * (3 / 5), 12);
});

test('the order of the clips changes neither', () => {
  fc.assert(
    fc.property(scored, (list) => {
      const reversed = list.toReversed();
      for (const figure of [rocAuc, averagePrecision])
        expect(
          figure(
            reversed.map(([p]) => p),
            reversed.map(([, s]) => s),
          ),
        ).toBeCloseTo(
          figure(
            list.map(([p]) => p),
            list.map(([, s]) => s),
          ) ?? Number.NaN,
          12,
        );
    }),
  );
});

const TRUTH = [0, 0, 1, 1, 2];
const PROBABILITIES = [
  [0.6, 0.3, 0.1],
  [0.2, 0.5, 0.3],
  [0.3, 0.6, 0.1],
  [0.5, 0.4, 0.1],
  [0.1, 0.1, 0.8],
];

test('each class is ranked by its own probability against the rest', () => {
  // 0: .6 .2 against .3 .5 .1: 4/6. 1: .6 .4 against .3 .5 .1: 5/6. 2: .8 above all.
  expect(oneVersusRest(TRUTH, PROBABILITIES, 3, rocAuc)).toEqual([4 / 6, 5 / 6, 1]);
});

test('the mean of the defined leaves nulls out; the mean of all is undefined with one', () => {
  expect(meanOfDefined([0.5, null, 1])).toBe(0.75);
  expect(meanOfDefined([null])).toBeNull();
  expect(meanOfAll([0.5, null], [1, 1])).toBeNull();
  expect(meanOfAll([0.5, 1], [3, 1])).toBe(0.625);
  expect(meanOfAll([], [])).toBeNull();
});

test('one against one: every ordered pair of classes on the clips of those two', () => {
  // 0 over 1: scores .6 .2 against .3 .5: 2/4. 1 over 0: .6 .4 against .3 .5: 3/4. All others separate fully.
  expect(rocAucOneVersusOne(TRUTH, PROBABILITIES, 3)).toBeCloseTo((2 / 4 + 3 / 4 + 4) / 6, 12);
  expect(
    rocAucOneVersusOne(
      [0, 0],
      [
        [1, 0],
        [1, 0],
      ],
      2,
    ),
  ).toBeNull();
});
