import * as tf from '@tensorflow/tfjs-core';
import { type Optimizer, zeroState } from './train-state.ts';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/**
 * Adam as Keras takes it (Kingma and Ba 2015, the order of computation at the end of section 2). With `weightDecay`,
 * AdamW: all weights shrink by learningRate * weightDecay before the step. Slots: the running means of the gradient
 * and of its square.
 */
export function createAdam(weightDecay: number): Optimizer {
  return {
    start: (weights) => zeroState(weights, 2),
    step(state, gradient, learningRate) {
      const [oldMean, oldVariance] = state.slots;
      if (oldMean === undefined || oldVariance === undefined)
        throw new Error('The state is not one of Adam.');
      const step = state.step + 1;
      const rate = (learningRate * Math.sqrt(1 - BETA2 ** step)) / (1 - BETA1 ** step);
      const mean = tf.add<tf.Tensor1D>(tf.mul(oldMean, BETA1), tf.mul(gradient, 1 - BETA1));
      const variance = tf.add<tf.Tensor1D>(
        tf.mul(oldVariance, BETA2),
        tf.mul(tf.square(gradient), 1 - BETA2),
      );
      const change = tf.div(tf.mul(mean, rate), tf.add(tf.sqrt(variance), EPSILON));
      const kept = weightDecay === 0 ? state.weights : tf.mul(state.weights, 1 - learningRate * weightDecay);
      return { weights: tf.sub<tf.Tensor1D>(kept, change), slots: [mean, variance], step };
    },
  };
}
