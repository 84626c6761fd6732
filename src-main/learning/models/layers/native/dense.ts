import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '../dense.ts';
import { activate } from '../dense.ts';
import type { Backward, Forward } from '../layer-pass.ts';
import { type Attributes, FLOATS, runOp } from './ops.ts';

const PRODUCT: Attributes = { ...FLOATS, transpose_a: false, transpose_b: false };
const TURNED_FIRST: Attributes = { ...PRODUCT, transpose_a: true };
const TURNED_SECOND: Attributes = { ...PRODUCT, transpose_b: true };
const SLOPES = { relu: 'ReluGrad', sigmoid: 'SigmoidGrad' } as const;

type Saved = { flat: tf.Tensor; value: tf.Tensor };

/** As the ordinary one. */
export function nativeDenseForward(
  input: tf.Tensor,
  kernel: tf.Tensor2D,
  bias: tf.Tensor,
  activation: Activation,
): Forward<Saved> {
  const flat = tf.reshape(input, [-1, kernel.shape[0]]);
  const sums = runOp('BiasAdd', [runOp('MatMul', [flat, kernel], PRODUCT), bias]);
  const value = activate(sums, activation);
  return { value, saved: { flat, value } };
}

export function nativeDenseBackward(
  dy: tf.Tensor,
  inputShape: number[],
  kernel: tf.Tensor2D,
  saved: Saved,
  activation: Activation,
): Backward {
  const { flat, value } = saved;
  const dSums = throughActivation(dy, value, activation);
  return {
    input: tf.reshape(runOp('MatMul', [dSums, kernel], TURNED_SECOND), inputShape),
    weights: [runOp('MatMul', [flat, dSums], TURNED_FIRST), runOp('BiasAddGrad', [dSums])],
  };
}

function throughActivation(dy: tf.Tensor, value: tf.Tensor, activation: Activation): tf.Tensor {
  if (activation === 'linear') return dy;
  // The one takes gradient and value, the other value and gradient.
  const inputs = activation === 'relu' ? [dy, value] : [value, dy];
  return runOp(SLOPES[activation], inputs);
}
