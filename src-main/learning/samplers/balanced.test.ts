import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balancedOrder } from './balanced.ts';
import { epochBatches, shuffledBatches } from './batches.ts';

/** Nine of class 0, two of class 1, none of class 2, one of class 3. */
const LABELS = [0, 0, 1, 0, 0, 3, 0, 0, 1, 0, 0, 0];

const counts = (values: readonly number[]) =>
  Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]));

test('twelve clips of three classes: four of each class an epoch', () => {
  const order = balancedOrder(LABELS, 4, 1, 1);
  expect(counts(order.map((index) => LABELS[index] ?? -1))).toEqual({ 0: 4, 1: 4, 3: 4 });
  // Both clips of class 1 twice, the one of class 3 four times, four different ones of class 0.
  const { 2: first, 8: second, 5: only, ...others } = counts(order);
  expect([first, second, only]).toEqual([2, 2, 4]);
  expect(Object.values(others)).toEqual([1, 1, 1, 1]);
});

test('classes come equally often, and over the epochs no clip comes again before all of its class have come', () => {
  const labels = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(labels, fc.integer({ min: 0, max: 4_294_967_295 }), (yTrue, seed) => {
      const seen = new Map(yTrue.map((_, index) => [index, 0]));
      const present = new Set(yTrue).size;
      for (let epoch = 1; epoch <= 5; epoch++) {
        const order = balancedOrder(yTrue, 4, seed, epoch);
        expect(Math.abs(order.length - yTrue.length)).toBeLessThanOrEqual(present / 2);
        const ofClass = Object.values(counts(order.map((index) => yTrue[index] ?? -1)));
        expect(ofClass).toEqual(new Array(present).fill(order.length / present));
        for (const index of order) seen.set(index, (seen.get(index) ?? 0) + 1);
        for (const label of new Set(yTrue)) {
          const times = yTrue.flatMap((own, index) => (own === label ? [seen.get(index) ?? 0] : []));
          expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
        }
      }
    }),
  );
});

test('batches of an epoch: mixed, of the size asked for, and the same for the same seed and epoch', () => {
  const batches = (seed: number, epoch: number) =>
    epochBatches({ kind: 'balanced' }, LABELS, 4, 5, seed, epoch);
  expect(batches(1, 1).map((batch) => batch.length)).toEqual([5, 5, 2]);
  expect(batches(1, 1).flat()).not.toEqual(balancedOrder(LABELS, 4, 1, 1));
  expect(batches(1, 1).flat().sort()).toEqual(balancedOrder(LABELS, 4, 1, 1).sort());
  expect(batches(1, 1)).toEqual(batches(1, 1));
  expect(batches(1, 1)).not.toEqual(batches(1, 2));
  expect(batches(1, 1)).not.toEqual(batches(2, 1));
});

test('shuffled, and before SMOTE, each clip comes once', () => {
  const expected = shuffledBatches(LABELS.length, 5, 7, 3);
  expect(epochBatches({ kind: 'shuffled' }, LABELS, 4, 5, 7, 3)).toEqual(expected);
  const smote = { kind: 'embedding-smote', neighbours: 5, headEpochs: 10 } as const;
  expect(epochBatches(smote, LABELS, 4, 5, 7, 3)).toEqual(expected);
});
