import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concordance, pearson, pearsonInterval, spearman } from './correlation.ts';

const list = fc
  .array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
    minLength: 4,
    maxLength: 30,
  })
  .map((pairs) => ({ a: pairs.map(([x]) => x), b: pairs.map(([, y]) => y) }))
  .filter(({ a, b }) => new Set(a).size > 1 && new Set(b).size > 1);

test('Pearson by hand: 5 / sqrt(2 · 14)', () => {
  // Deviations of [1 2 3] and [2 3 7]: -1 0 1 and -2 -1 3.
  expect(pearson([1, 2, 3], [2, 3, 7]).r).toBeCloseTo(5 / Math.sqrt(2 * 14), 12);
});

test('p of three pairs is that of t with one degree of freedom', () => {
  const { r, p } = pearson([1, 2, 3], [2, 3, 7]);
  const t = (r ?? 0) / Math.sqrt(1 - (r ?? 0) ** 2);
  expect(p).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 9);
});

test('a straight line is r = 1 with p = 0, downwards -1; two pairs say nothing, p = 1', () => {
  expect(pearson([1, 2, 3, 4, 5], [3, 5, 7, 9, 11]).r).toBeCloseTo(1, 12);
  expect(pearson([1, 2, 3, 4, 5], [3, 5, 7, 9, 11]).p).toBeLessThan(1e-12);
  expect(pearson([0.1, 0.3], [0.9, 0.2])).toEqual({ r: -1, p: 1 });
  expect(spearman([0.1, 0.3], [0.9, 0.2])).toEqual({ r: -1, p: null });
});

test('constant values, one pair and none have no correlation', () => {
  for (const figure of [pearson, spearman]) {
    expect(figure([0.1, 0.1, 0.1], [1, 2, 3])).toEqual({ r: null, p: null });
    expect(figure([1, 2, 3], [0.1, 0.1, 0.1])).toEqual({ r: null, p: null });
    expect(figure([1], [2])).toEqual({ r: null, p: null });
    expect(figure([], [])).toEqual({ r: null, p: null });
  }
  expect(pearsonInterval([1, 2], [3, 3], 0.95)).toBeNull();
});

test('values whose squares overflow still correlate', () => {
  expect(pearson([-5e210, 5e210, 3e200, -3e200, 0], [-5, 5, 0, 0, 0]).r).toBeCloseTo(1, 12);
});

test('a prediction that is not a number has no correlation', () => {
  expect(pearson([1, 2, 3], [1, Number.NaN, 3])).toEqual({ r: null, p: null });
});

test('Spearman sees order alone: any growing curve is 1, ties share ranks', () => {
  expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toEqual({ r: 1, p: 0 });
  // Ranks 1 2.5 2.5 4 against 1 2 3 4: 4.5 / sqrt(4.5 · 5).
  expect(spearman([0, 5, 5, 9], [1, 2, 3, 4]).r).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
});

test('Fisher’s interval: tanh(atanh r ± z / sqrt(n - 3)); up to three pairs it is everything', () => {
  const [a, b] = [
    [1, 2, 3, 4, 5, 6, 7],
    [2, 1, 4, 3, 7, 5, 6],
  ];
  const r = pearson(a, b).r ?? 0;
  const [low, high] = pearsonInterval(a, b, 0.95) ?? [];
  expect(low).toBeCloseTo(Math.tanh(Math.atanh(r) - 1.959963984540054 / 2), 12);
  expect(high).toBeCloseTo(Math.tanh(Math.atanh(r) + 1.959963984540054 / 2), 12);
  expect(pearsonInterval([1, 2, 3], [1, 3, 2], 0.95)).toEqual([-1, 1]);
  expect(pearsonInterval([1, 2], [1, 3], 0.95)).toEqual([-1, 1]);
  expect((pearsonInterval(a, b, 0.8)?.[0] ?? 0) > (low ?? 1)).toBe(true);
});

test('CCC by hand: moments over n, or over n - 1', () => {
  // [0 1 2] against [1 1 4]: cov 1 (sum 3), var 2/3 and 2 (sums 2 and 6), means 1 and 2.
  expect(concordance([0, 1, 2], [1, 1, 4])).toBeCloseTo(2 / (2 / 3 + 2 + 1), 12);
  expect(concordance([0, 1, 2], [1, 1, 4], 'sample')).toBeCloseTo(3 / (1 + 3 + 1), 12);
});

test('CCC is 0 where one side is constant, undefined where both are the same constant or there is no pair', () => {
  expect(concordance([0.1, 0.1, 0.1], [0, 0.1, 0.3])).toBe(0);
  expect(concordance([0.1, 0.1, 0.1], [0.3, 0.3, 0.3])).toBe(0);
  expect(concordance([0.1, 0.1, 0.1], [0.1, 0.1, 0.1])).toBeNull();
  expect(concordance([], [])).toBeNull();
  expect(concordance([1], [2], 'sample')).toBeNull();
  expect(concordance([1], [2])).toBe(0);
});

test('Pearson and Spearman do not see scale and offset, CCC does and never exceeds Pearson', () => {
  fc.assert(
    fc.property(list, ({ a, b }) => {
      const moved = b.map((value) => 3 * value + 7);
      for (const figure of [pearson, spearman]) {
        expect(figure(a, moved).r).toBeCloseTo(figure(a, b).r ?? Number.NaN, 9);
        expect(figure(b, a).r).toBeCloseTo(figure(a, b).r ?? Number.NaN, 9);
        expect(
          figure(
            a,
            moved.map((value) => -value),
          ).r,
        ).toBeCloseTo(-(figure(a, b).r ?? Number.NaN), 9);
      }
      const ccc = concordance(a, b) ?? Number.NaN;
      expect(Math.abs(ccc)).toBeLessThanOrEqual(Math.abs(pearson(a, b).r ?? 0) + 1e-12);
      expect(concordance(a, a)).toBeCloseTo(1, 12);
    }),
  );
});
