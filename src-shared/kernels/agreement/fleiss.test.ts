import { expect, test } from 'vitest';
import { agreementOf, categoryTable, manyRaterKappas, percentAgreement } from './fleiss.ts';
import { ratingsFromRows } from './ratings.ts';

type Rows = readonly (readonly (number | null)[])[];
const kappas = (rows: Rows, classCount: number) =>
  manyRaterKappas(categoryTable(ratingsFromRows(rows), classCount), classCount);

const ROWS = [
  [0, 0, 0],
  [0, 0, 1],
  [1, 1, 1],
  [2, 2, 2],
  [2, 1, 2],
  [0, 0, 0],
  [1, 2, 0],
  [2, 2, 2],
  [1, 1, 0],
  [0, 0, 0],
];
const WITH_GAPS = [
  [0, 0, 0],
  [0, null, 1],
  [1, 1, null],
  [2, 2, 2],
  [2, 1, 2],
  [null, 0, 0],
  [1, 2, null],
  [2, null, 2],
  [1, 1, 0],
  [0, 0, 0],
];

test('Fleiss and Randolph (Brennan-Prediger) with error and interval as the irrCAC package 0.4', () => {
  const { observedAgreement, fleiss, randolph } = kappas(ROWS, 3);
  expect(observedAgreement).toBeCloseTo(0.7, 12);
  expect(fleiss.value).toBeCloseTo(0.539249146758, 11);
  expect(fleiss.standardError).toBeCloseTo(0.18922705951, 10);
  expect(fleiss.interval?.low).toBeCloseTo(0.111187798702, 9);
  expect(fleiss.interval?.high).toBeCloseTo(0.967310494813, 9);
  expect(randolph.value).toBeCloseTo(0.55, 12);
  expect(randolph.standardError).toBeCloseTo(0.18929694486, 10);
});

test('the same with ratings missing', () => {
  const { observedAgreement, fleiss, randolph } = kappas(WITH_GAPS, 3);
  expect(observedAgreement).toBeCloseTo(2 / 3, 12);
  expect(fleiss.value).toBeCloseTo(0.497066219614, 11);
  expect(fleiss.standardError).toBeCloseTo(0.206831875276, 10);
  expect(fleiss.interval?.low).toBeCloseTo(0.029180011475, 9);
  expect(randolph.standardError).toBeCloseTo(0.210818510678, 10);
});

test('items with fewer than two ratings change nothing', () => {
  expect(kappas([[null, 1, null], ...ROWS, [null, null, null]], 3)).toEqual(kappas(ROWS, 3));
});

test('by hand: two raters, one of two items alike', () => {
  // Shares 3/4 and 1/4: chance 10/16; Fleiss (1/2 - 10/16) / (6/16), Randolph (1/2 - 1/2) / (1/2).
  const { fleiss, randolph } = kappas(
    [
      [0, 0],
      [0, 1],
    ],
    2,
  );
  expect(fleiss.value).toBeCloseTo(-1 / 3, 12);
  expect(randolph.value).toBe(0);
});

test('how many gave each class', () => {
  expect([
    ...categoryTable(
      ratingsFromRows([
        [0, 2, 2],
        [1, null, 1],
      ]),
      3,
    ),
  ]).toEqual([1, 0, 2, 0, 2, 0]);
  expect(() => categoryTable(ratingsFromRows([[3]]), 3)).toThrow('3 is no class from 0 to 2.');
});

test('percent agreement is the mean over pairs of raters that share items', () => {
  const ratings = ratingsFromRows([
    [0, 0, null],
    [0, 1, 1],
    [1, 1, null],
  ]);
  // 2 of 3, none of 1, 1 of 1.
  expect(percentAgreement(ratings, 2)).toBeCloseTo((2 / 3 + 0 + 1) / 3, 12);
  expect(
    percentAgreement(
      ratingsFromRows([
        [0, null],
        [null, 1],
      ]),
      2,
    ),
  ).toBeNull();
  expect(
    agreementOf([
      [0, 0],
      [0, 0],
    ]),
  ).toBeNull();
});

test('undefined is null: one rater, no overlap, one class said alone; perfect agreement has no interval', () => {
  for (const rows of [
    [],
    [[0], [1]],
    [
      [0, null],
      [null, 1],
    ],
  ]) {
    const { observedAgreement, fleiss, randolph } = kappas(rows, 2);
    expect([observedAgreement, fleiss.value, randolph.value]).toEqual([null, null, null]);
  }
  const constant = kappas(
    [
      [1, 1],
      [1, 1],
    ],
    2,
  );
  expect([constant.fleiss.value, constant.randolph.value]).toEqual([null, 1]);
  const perfect = kappas(
    [
      [0, 0],
      [1, 1],
      [0, 0],
    ],
    2,
  );
  expect(perfect.fleiss).toMatchObject({ value: 1, interval: null });
  expect(kappas([[0, 1]], 2).fleiss).toMatchObject({ value: -1, standardError: null, interval: null });
});
