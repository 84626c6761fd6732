import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from '../losses/loss.ts';
import { adamStep, type TrainState } from './adam.ts';
import type { ModelDescription } from './description.ts';
import { runModel } from './executor.ts';

/** Some clips as a model takes them: scaled values, clip after clip, frame after frame. */
export interface Batch {
  readonly size: number;
  readonly frames: Float32Array;
}

/** A loss is the sum over the clips divided by `divisor`, so that those of batches add up. */
export type LossPart = { readonly sum: number; readonly divisor: number };

/** One step of Adam down the gradient of the batch's loss. Disposes the state it was given. */
export function trainOnBatch(
  description: ModelDescription,
  state: TrainState,
  batch: Batch,
  yTrue: readonly number[],
  loss: Loss,
  learningRate: number,
): { state: TrainState; loss: LossPart } {
  const step = tf.tidy(() => {
    const run = runModel(description, state.weights, framesTensor(description, batch));
    const { sum, divisor, gradient } = loss(yTrue, run.yPred);
    return { state: adamStep(state, run.backward(gradient), learningRate), loss: numberOf(sum, divisor) };
  });
  tf.dispose(state);
  return step;
}

export function lossOfBatch(
  description: ModelDescription,
  weights: tf.Tensor1D,
  batch: Batch,
  yTrue: readonly number[],
  loss: Loss,
): LossPart {
  return tf.tidy(() => {
    const { yPred } = runModel(description, weights, framesTensor(description, batch));
    const { sum, divisor } = loss(yTrue, yPred);
    return numberOf(sum, divisor);
  });
}

/** A row of outputs for each clip; with `asProbabilities` the softmax of the logits. */
export function predictBatch(
  description: ModelDescription,
  weights: tf.Tensor1D,
  batch: Batch,
  asProbabilities: boolean,
): number[][] {
  return tf.tidy(() => {
    const { yPred } = runModel(description, weights, framesTensor(description, batch));
    const outputs = asProbabilities ? tf.softmax(yPred) : yPred;
    return outputs.arraySync();
  });
}

function framesTensor({ framesPerClip, imageSize }: ModelDescription, batch: Batch): tf.Tensor4D {
  return tf.tensor4d(batch.frames, [batch.size * framesPerClip, imageSize, imageSize, 1]);
}

function numberOf(sum: tf.Tensor, divisor: number): LossPart {
  return { sum: sum.dataSync()[0] ?? Number.NaN, divisor };
}
