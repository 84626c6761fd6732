import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from '../losses/loss.ts';
import type { BatchTruth } from '../losses/truth.ts';
import type { Optimizer, TrainState } from '../optimizers/optimizer.ts';
import type { ModelDescription } from './description.ts';
import { runModel } from './executor.ts';

/** Some clips as a model takes them: scaled values, clip after clip, frame after frame, channel last. */
export interface Batch {
  readonly size: number;
  readonly frames: Float32Array;
  /** Frames each clip really has; null: all. */
  readonly frameCounts: readonly number[] | null;
}

/** A loss is the sum over the clips divided by `divisor`, so that those of batches add up. */
export type LossPart = { readonly sum: number; readonly divisor: number };

export interface Step {
  readonly batch: Batch;
  readonly truth: BatchTruth;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly dropoutSeed: number | null;
}

/** One step down the gradient of the batch's loss. Disposes the state it was given. */
export async function trainOnBatch(
  description: ModelDescription,
  state: TrainState,
  { batch, truth, loss, optimizer, learningRate, dropoutSeed }: Step,
): Promise<{ state: TrainState; loss: LossPart }> {
  const step = tf.tidy(() => {
    const options = { frameCounts: batch.frameCounts, dropoutSeed };
    const run = runModel(description, state.weights, framesTensor(description, batch), options);
    const { sum, divisor, gradient } = loss(truth, run.yPred);
    return { state: optimizer.step(state, run.backward(gradient), learningRate), sum, divisor };
  });
  tf.dispose(state);
  return { state: step.state, loss: await readLoss(step.sum, step.divisor) };
}

/** A row of outputs for each clip; with `asProbabilities` the softmax of the logits. */
export function predictBatch(
  description: ModelDescription,
  weights: tf.Tensor1D,
  batch: Batch,
  asProbabilities: boolean,
): Promise<number[][]> {
  return readRows(() => {
    const { yPred } = look(description, weights, batch);
    return asProbabilities ? tf.softmax(yPred) : yPred;
  });
}

/** The loss over all clips at once, by their outputs: a row for each, intensities or logits. */
export async function lossOfRows(
  rows: readonly (readonly number[])[],
  truth: BatchTruth,
  loss: Loss,
): Promise<number> {
  const of = tf.tidy(() => {
    const { sum, divisor } = loss(truth, tf.tensor2d(rows.map((row) => [...row])));
    return { sum, divisor };
  });
  const { sum, divisor } = await readLoss(of.sum, of.divisor);
  return sum / divisor;
}

/** What the head takes, a row for each clip. */
export function embedBatch(
  description: ModelDescription,
  weights: tf.Tensor1D,
  batch: Batch,
): Promise<number[][]> {
  return readRows(() => look(description, weights, batch).embedding);
}

/** Nothing is dropped out. */
function look(description: ModelDescription, weights: tf.Tensor1D, batch: Batch) {
  const options = { frameCounts: batch.frameCounts, dropoutSeed: null };
  return runModel(description, weights, framesTensor(description, batch), options);
}

function framesTensor({ framesPerClip, imageSize, channels }: ModelDescription, batch: Batch): tf.Tensor4D {
  return tf.tensor4d(batch.frames, [batch.size * framesPerClip, imageSize, imageSize, channels]);
}

/** Not all backends can read without waiting. */
async function readLoss(sum: tf.Tensor, divisor: number): Promise<LossPart> {
  const [value = Number.NaN] = await sum.data();
  sum.dispose();
  return { sum: value, divisor };
}

async function readRows(compute: () => tf.Tensor2D): Promise<number[][]> {
  const rows = tf.tidy(compute);
  const values = await rows.array();
  rows.dispose();
  return values;
}
