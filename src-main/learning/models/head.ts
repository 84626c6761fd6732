import * as tf from '@tensorflow/tfjs-core';
import { createRandom, deriveSeed } from '#shared/base/random.ts';
import type { OptimizerSpec } from '#shared/domain/learning-spec.ts';
import type { Loss } from '../losses/loss.ts';
import type { WeightOf } from '../losses/weights.ts';
import { createOptimizer } from '../optimizers/optimizer.ts';
import { shuffledBatches } from '../samplers/batches.ts';
import { smote } from '../samplers/smote.ts';
import { trainOnBatch } from './batch-steps.ts';
import type { ModelDescription } from './description.ts';
import { diverged, letEventsIn } from './epochs.ts';
import { initialWeights } from './initial-weights.ts';
import { truthOf } from './labelled-clips.ts';
import { readWeights } from './snapshot.ts';

export interface HeadOptions {
  readonly neighbours: number;
  readonly headEpochs: number;
  readonly loss: Loss;
  /** Of the clips as SMOTE leaves them: given the classes of all of them. */
  readonly weightOfClips: (yTrue: readonly number[]) => WeightOf | null;
  readonly optimizer: OptimizerSpec;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly seed: number;
  /** Told of each class that is too small for the neighbours asked for. */
  readonly onLowered: (label: number, neighbours: number) => void;
}

/** A description's last layer as a model of its own, whose one-pixel image is the embedding. */
export function describeHead(description: ModelDescription, features: number): ModelDescription {
  const layers = description.layers.slice(-1);
  return { framesPerClip: 1, imageSize: 1, channels: features, masked: false, layers };
}

/**
 * Weights of a head learned from the beginning on the embeddings of training clips, the rarer classes filled up by
 * SMOTE (Chawla et al. 2002). `embeddings`: a row a clip. Throws as fit does.
 */
export async function learnHead(
  head: ModelDescription,
  embeddings: readonly (readonly number[])[],
  yTrue: readonly number[],
  options: HeadOptions,
  signal: AbortSignal,
): Promise<Float32Array> {
  const { headEpochs, learningRate, batchSize, loss } = options;
  const seed = deriveSeed(options.seed, 'head');
  const even = smote(embeddings, yTrue, options.neighbours, createRandom(deriveSeed(seed, 'smote')));
  const weightOf = options.weightOfClips(even.yTrue);
  for (const { label, neighbours } of even.lowered) options.onLowered(label, neighbours);
  const optimizer = createOptimizer(options.optimizer);
  let state = optimizer.start(initialWeights(head, seed));
  for (let epoch = 1; epoch <= headEpochs; epoch++) {
    for (const indices of shuffledBatches(even.yTrue.length, batchSize, seed, epoch)) {
      const frames = Float32Array.from(indices.flatMap((index) => even.x[index] ?? []));
      const batch = { size: indices.length, frames, frameCounts: null };
      const truth = truthOf({ yTrue: even.yTrue, distributions: null }, indices, weightOf);
      const step = { batch, truth, loss, optimizer, learningRate, dropoutSeed: null };
      const done = await trainOnBatch(head, state, step);
      state = done.state;
      if (!Number.isFinite(done.loss.sum)) throw diverged(epoch);
    }
    await letEventsIn(signal);
  }
  const weights = await readWeights(state);
  tf.dispose(state);
  return weights;
}

/** The trunk's weights with another head; the head's are the last ones of all. */
export function withHead(weights: Float32Array, head: Float32Array): Float32Array {
  const out = weights.slice();
  out.set(head, weights.length - head.length);
  return out;
}
