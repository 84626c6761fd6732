import * as tf from '@tensorflow/tfjs-core';

/** All that training changes, each a vector over all weights: what a checkpoint holds. A type, as tf.tidy asks. */
export type TrainState = {
  readonly weights: tf.Tensor1D;
  /** What the optimizer remembers beside them; how many there are and what they mean is its own affair. */
  readonly slots: tf.Tensor1D[];
  /** Steps taken. */
  readonly step: number;
};

export interface Optimizer {
  /** The state before the first step. */
  start(weights: Float32Array): TrainState;
  /** The state after a step down `gradient`. To be called in a tidy: what it was given stays undisposed. */
  step(state: TrainState, gradient: tf.Tensor1D, learningRate: number): TrainState;
}

/** Step 0, with as many slots, all zeros. */
export function zeroState(weights: Float32Array, slotCount: number): TrainState {
  const slots = Array.from({ length: slotCount }, () => tf.zeros<tf.Rank.R1>([weights.length]));
  return { weights: tf.tensor1d(weights), slots, step: 0 };
}
