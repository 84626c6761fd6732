import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchesInOrder, shuffledBatches, withoutLoneClip } from './batches.ts';

test('seven clips in batches of three', () => {
  expect(batchesInOrder(7, 3)).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  expect(batchesInOrder(7, 100)).toEqual([[0, 1, 2, 3, 4, 5, 6]]);
});

test('an epoch sees every clip once, in batches of the size asked for', () => {
  const counts = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(
      counts,
      counts,
      fc.integer({ min: 0, max: 4_294_967_295 }),
      counts,
      (count, size, seed, epoch) => {
        const batches = shuffledBatches(count, size, seed, epoch);
        expect(batches.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
        expect(batches).toHaveLength(Math.ceil(count / size));
        for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(size);
      },
    ),
  );
});

test('the order follows from seed and epoch', () => {
  const order = (seed: number, epoch: number) => shuffledBatches(50, 8, seed, epoch).flat();
  expect(order(1, 1)).toEqual(order(1, 1));
  expect(order(1, 1)).not.toEqual(order(1, 2));
  expect(order(1, 1)).not.toEqual(order(2, 1));
});

test('a lone last clip joins the batch before it, and only it', () => {
  expect(withoutLoneClip(batchesInOrder(7, 3))).toEqual([
    [0, 1, 2],
    [3, 4, 5, 6],
  ]);
  expect(withoutLoneClip(batchesInOrder(8, 3))).toEqual(batchesInOrder(8, 3));
  expect(withoutLoneClip([[0]])).toEqual([[0]]);
});
