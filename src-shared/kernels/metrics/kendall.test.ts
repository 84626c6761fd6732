import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../numbers.ts';
import { normalTwoSidedP } from '../special/normal.ts';
import { kendallTauB } from './kendall.ts';

function permutations(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((first, i) => permutations(values.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

/** Concordant minus discordant, by looking at every pair. */
function difference(a: readonly number[], b: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) total += Math.sign(at(a, i) - at(a, j)) * Math.sign(at(b, i) - at(b, j));
  return total;
}

const untied = (values: readonly number[]) => Math.abs(difference(values, values));

test('tau-b by looking at every pair', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 })), { maxLength: 25 }), (pairs) => {
      const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
      const scale = Math.sqrt(untied(a) * untied(b));
      const { r } = kendallTauB(a, b);
      if (scale === 0) expect(r).toBeNull();
      else expect(r).toBeCloseTo(difference(a, b) / scale, 12);
    }),
  );
});

test('the exact p is the share of all orders that are at least as extreme', () => {
  const order = [1, 2, 3, 4, 5, 6];
  const all = permutations(order).map((permutation) => Math.abs(difference(order, permutation)));
  for (const permutation of permutations(order).filter((_, i) => i % 37 === 0)) {
    const own = Math.abs(difference(order, permutation));
    const share = all.filter((other) => other >= own).length / all.length;
    expect(kendallTauB(order, permutation).p).toBeCloseTo(Math.min(1, share), 12);
  }
});

test('exact up to 33 pairs without ties, the normal approximation from 34 on', () => {
  const shuffled = (n: number) => Array.from({ length: n }, (_, i) => (i * 13) % 37).slice(0, n);
  const approximate = (n: number) => {
    const b = shuffled(n);
    const a = b.map((_, i) => i);
    return normalTwoSidedP(difference(a, b) / Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18));
  };
  const p = (n: number) =>
    kendallTauB(
      shuffled(n).map((_, i) => i),
      shuffled(n),
    ).p ?? Number.NaN;
  expect(Math.abs(p(33) - approximate(33))).toBeGreaterThan(1e-6);
  expect(p(34)).toBeCloseTo(approximate(34), 12);
});

test('at most one pair out of order is exact however many there are: 2 / n! and 2 / (n - 1)!', () => {
  const order = Array.from({ length: 40 }, (_, i) => i);
  const factorial = order.slice(1).reduce((product, n) => product * n, 1);
  const swapped = order.with(0, 1).with(1, 0);
  expect((kendallTauB(order, order).p ?? 1) / (2 / (factorial * 40))).toBeCloseTo(1, 9);
  expect((kendallTauB(order, swapped).p ?? 1) / (2 / factorial)).toBeCloseTo(1, 9);
  expect((kendallTauB(order, swapped.toReversed()).p ?? 1) / (2 / factorial)).toBeCloseTo(1, 9);
});

test('ties make the p approximate, with the variance corrected for them, even for few pairs', () => {
  // Kendall 1970: ties of 2 in a and of 3 in b among n = 5.
  const [a, b] = [
    [1, 2, 2, 3, 4],
    [1, 1, 1, 2, 3],
  ];
  const variance = (5 * 4 * 15 - 2 * 1 * 9 - 3 * 2 * 11) / 18 + (2 * 1 * 3 * 2) / (2 * 5 * 4) + 0;
  expect(difference(a, b)).toBe(7);
  expect(kendallTauB(a, b).p).toBeCloseTo(normalTwoSidedP(7 / Math.sqrt(variance)), 12);
});

test('ties of three on both sides add their triples', () => {
  const [a, b] = [
    [1, 2, 2, 2, 3],
    [1, 1, 1, 2, 3],
  ];
  const variance =
    (5 * 4 * 15 - 3 * 2 * 11 - 3 * 2 * 11) / 18 + (6 * 6) / (2 * 5 * 4) + (6 * 6) / (9 * 5 * 4 * 3);
  const { p } = kendallTauB(a, b);
  expect(p).toBeCloseTo(normalTwoSidedP(difference(a, b) / Math.sqrt(variance)), 12);
});

test('constant values, one pair and none have no tau; two pairs say nothing', () => {
  for (const [a, b] of [
    [
      [1, 1],
      [1, 2],
    ],
    [
      [1, 2],
      [1, 1],
    ],
    [[1], [1]],
    [[], []],
  ] as const)
    expect(kendallTauB(a, b)).toEqual({ r: null, p: null });
  expect(kendallTauB([1, 2], [4, 3])).toEqual({ r: -1, p: 1 });
});

test('a long list against its reverse disagrees in every pair', () => {
  const a = Array.from({ length: 5000 }, (_, i) => i);
  expect(kendallTauB(a, a.toReversed()).r).toBe(-1);
});
