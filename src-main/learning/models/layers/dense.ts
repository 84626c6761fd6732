import * as tf from '@tensorflow/tfjs-core';
import { assertNever } from '#shared/base/assert-never.ts';
import type { Backward, Forward } from './layer-pass.ts';

export type Activation = 'relu' | 'sigmoid' | 'linear';

type Saved = {
  flat: tf.Tensor2D;
  value: tf.Tensor;
};

/** `input` [n, …], flattened, times `kernel` [features, units], plus `bias`, activated: [n, units]. */
export function denseForward(
  input: tf.Tensor,
  kernel: tf.Tensor2D,
  bias: tf.Tensor,
  activation: Activation,
): Forward<Saved> {
  const flat = tf.reshape(input, [-1, kernel.shape[0]]);
  const value = activate(tf.add(tf.matMul(flat, kernel), bias), activation);
  return { value, saved: { flat: flat as tf.Tensor2D, value } }; // reshaped to rank 2
}

/** Transposes are operations of their own: with a matMul that transposes, wasm leaves its fast path. */
export function denseBackward(
  dy: tf.Tensor,
  inputShape: number[],
  kernel: tf.Tensor2D,
  saved: Saved,
  activation: Activation,
): Backward {
  const { flat, value } = saved;
  const dSums = throughActivation(dy, value, activation);
  const dInput = tf.reshape(tf.matMul(dSums, tf.transpose(kernel)), inputShape);
  return { input: dInput, weights: [tf.matMul(tf.transpose(flat), dSums), tf.sum(dSums, 0)] };
}

export function activate(sums: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation) {
    case 'linear':
      return sums;
    case 'relu':
      return tf.relu(sums);
    case 'sigmoid':
      return tf.sigmoid(sums);
    default:
      return assertNever(activation);
  }
}

/** Both slopes follow from the value: the sign of relu's, s(1 - s) of sigmoid's. */
function throughActivation(dy: tf.Tensor, value: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation) {
    case 'linear':
      return dy;
    case 'relu':
      return tf.mul(dy, tf.sign(value));
    case 'sigmoid':
      return tf.mul(dy, tf.mul(value, tf.sub(1, value)));
    default:
      return assertNever(activation);
  }
}
