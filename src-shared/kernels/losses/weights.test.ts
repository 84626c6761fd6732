import { expect, test } from 'vitest';
import { sum } from '../numbers.ts';
import { balancedClassWeights, densityWeight, effectiveNumberWeights } from './weights.ts';

function expectNear(got: readonly number[], expected: readonly number[]) {
  expect(got).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(got[index]).toBeCloseTo(value, 9);
}

test('balanced weights are n / (classes * count), so that a clip weighs 1 on average; a class that is missing weighs 1', () => {
  expect(balancedClassWeights([2, 6])).toEqual([2, 8 / 12]);
  expect(balancedClassWeights([2, 0, 6])).toEqual([2, 1, 8 / 12]);
});

test('effective numbers by hand: beta 1/2, counts 1 and 2', () => {
  // (1/2) / (1 - 1/2) = 1 and (1/2) / (1 - 1/4) = 2/3; times 2 / (5/3).
  expectNear(effectiveNumberWeights([1, 2], 0.5), [6 / 5, 4 / 5]);
  expectNear(effectiveNumberWeights([1, 0, 2], 0.5), [6 / 5, 1, 4 / 5]);
});

test('effective numbers go from all alike to the inverse of the counts', () => {
  expectNear(effectiveNumberWeights([1, 4, 20], 0), [1, 1, 1]);
  const [rare = 0, common = 0] = effectiveNumberWeights([1, 4], 1 - 1e-13);
  expect(rare / common).toBeCloseTo(4, 6);
});

test('density weights by hand: with hardly any smoothing, one over the bin’s count, 1 on average', () => {
  const yTrue = [0.1, 0.2, 0.3, 0.9];
  const weigh = densityWeight(yTrue, { bins: 2, sigmaBins: 0.01 });
  // 1/3, 1/3, 1/3, 1 sum to 2; scaled by 4 / 2.
  expectNear(yTrue.map(weigh), [2 / 3, 2 / 3, 2 / 3, 2]);
  const finer = densityWeight(yTrue, { bins: 5, sigmaBins: 0.01 });
  // Bins 0, 1, 1, 4: 1, 1/2, 1/2, 1 sum to 3; scaled by 4 / 3.
  expectNear(yTrue.map(finer), [4 / 3, 2 / 3, 2 / 3, 4 / 3]);
});

test('smoothing lends a bin its neighbours’ counts, by a Gaussian of sigma bins', () => {
  const yTrue = [0.1, 0.2, 0.3, 0.9];
  const g = Math.exp(-1 / 2);
  const raw = [1 / (3 + g), 1 / (3 + g), 1 / (3 + g), 1 / (1 + 3 * g)];
  const scale = 4 / sum(raw);
  expectNear(
    yTrue.map(densityWeight(yTrue, { bins: 2, sigmaBins: 1 })),
    raw.map((weight) => scale * weight),
  );
  const wide = yTrue.map(densityWeight(yTrue, { bins: 2, sigmaBins: 100 }));
  for (const weight of wide) expect(weight).toBeCloseTo(1, 3);
});

test('1 lies in the last bin, and an intensity far from all others weighs as the rarest of the training clips', () => {
  const weigh = densityWeight([0, 0, 0.05, 1], { bins: 10, sigmaBins: 0.1 });
  expect(weigh(1)).toBeCloseTo(2, 9);
  expect(weigh(0.5)).toBe(weigh(1));
});
