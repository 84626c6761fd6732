import * as tf from '@tensorflow/tfjs-core';
import { type Optimizer, zeroState } from './train-state.ts';

/**
 * Gradient descent as Keras takes it: velocity = momentum * velocity - learningRate * gradient, which is added to the
 * weights. Slots: the velocity; none without momentum.
 */
export function createSgd(momentum: number): Optimizer {
  return {
    start: (weights) => zeroState(weights, momentum === 0 ? 0 : 1),
    step(state, gradient, learningRate) {
      const step = state.step + 1;
      const change = tf.mul<tf.Tensor1D>(gradient, learningRate);
      if (momentum === 0) return { weights: tf.sub(state.weights, change), slots: [], step };
      const [oldVelocity] = state.slots;
      if (oldVelocity === undefined) throw new Error('The state is not one of descent with momentum.');
      const velocity = tf.sub<tf.Tensor1D>(tf.mul(oldVelocity, momentum), change);
      return { weights: tf.add(state.weights, velocity), slots: [velocity], step };
    },
  };
}
