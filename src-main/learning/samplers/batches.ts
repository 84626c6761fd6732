import { createRandom, deriveSeed } from '#shared/base/random.ts';
import type { SamplingSpec } from '#shared/domain/learning-spec.ts';
import { balancedOrder } from './balanced.ts';

/** Indices 0 … count - 1 in order, in batches; the last may be smaller. */
export function batchesInOrder(count: number, batchSize: number): number[][] {
  return cut(upTo(count), batchSize);
}

/** The same, shuffled anew for each epoch: the order follows from seed and epoch alone. */
export function shuffledBatches(count: number, batchSize: number, seed: number, epoch: number): number[][] {
  return cut(shuffled(upTo(count), seed, epoch), batchSize);
}

/**
 * The clips of an epoch (counted from 1), as indices of `yTrue`, in batches. `balanced`: each class that occurs equally
 * often, together about as many as there are clips. SMOTE has no say here: its head learns after the epochs.
 */
export function epochBatches(
  sampling: SamplingSpec,
  yTrue: readonly number[],
  classCount: number,
  batchSize: number,
  seed: number,
  epoch: number,
): number[][] {
  if (sampling.kind !== 'balanced') return shuffledBatches(yTrue.length, batchSize, seed, epoch);
  return cut(shuffled(balancedOrder(yTrue, classCount, seed, epoch), seed, epoch), batchSize);
}

/** A last batch of one clip goes into the one before it: of one clip some losses have no slope. */
export function withoutLoneClip(batches: readonly number[][]): number[][] {
  const last = batches.at(-1);
  const before = batches.at(-2);
  if (last?.length !== 1 || before === undefined) return [...batches];
  return [...batches.slice(0, -2), [...before, ...last]];
}

function shuffled(indices: readonly number[], seed: number, epoch: number): number[] {
  return createRandom(deriveSeed(seed, `shuffle ${epoch}`)).shuffle(indices);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function cut(indices: readonly number[], batchSize: number): number[][] {
  const batches: number[][] = [];
  for (let from = 0; from < indices.length; from += batchSize)
    batches.push(indices.slice(from, from + batchSize));
  return batches;
}
