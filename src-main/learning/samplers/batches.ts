import { createRandom, deriveSeed } from '#shared/base/random.ts';

/** Indices 0 … count - 1 in order, in batches; the last may be smaller. */
export function batchesInOrder(count: number, batchSize: number): number[][] {
  return cut(
    Array.from({ length: count }, (_, index) => index),
    batchSize,
  );
}

/** The same, shuffled anew for each epoch: the order follows from seed and epoch alone. */
export function shuffledBatches(count: number, batchSize: number, seed: number, epoch: number): number[][] {
  const order = Array.from({ length: count }, (_, index) => index);
  return cut(createRandom(deriveSeed(seed, `shuffle ${epoch}`)).shuffle(order), batchSize);
}

function cut(indices: readonly number[], batchSize: number): number[][] {
  const batches: number[][] = [];
  for (let from = 0; from < indices.length; from += batchSize)
    batches.push(indices.slice(from, from + batchSize));
  return batches;
}
