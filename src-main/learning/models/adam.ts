import * as tf from '@tensorflow/tfjs-core';

/** All that training changes, each a vector over all weights: what a checkpoint would hold. */
export type TrainState = {
  readonly weights: tf.Tensor1D;
  /** Adam's running means of the gradient and of its square. */
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
  readonly step: number;
};

export function startState(weights: Float32Array): TrainState {
  const zeros = () => tf.zeros<tf.Rank.R1>([weights.length]);
  return { weights: tf.tensor1d(weights), mean: zeros(), variance: zeros(), step: 0 };
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/** One step of Adam as Keras takes it (Kingma and Ba 2015, the order of computation at the end of section 2). */
export function adamStep(state: TrainState, gradient: tf.Tensor1D, learningRate: number): TrainState {
  const step = state.step + 1;
  const rate = (learningRate * Math.sqrt(1 - BETA2 ** step)) / (1 - BETA1 ** step);
  const mean = tf.add<tf.Tensor1D>(tf.mul(state.mean, BETA1), tf.mul(gradient, 1 - BETA1));
  const variance = tf.add<tf.Tensor1D>(tf.mul(state.variance, BETA2), tf.mul(tf.square(gradient), 1 - BETA2));
  const change = tf.div(tf.mul(mean, rate), tf.add(tf.sqrt(variance), EPSILON));
  return { weights: tf.sub(state.weights, change), mean, variance, step };
}
