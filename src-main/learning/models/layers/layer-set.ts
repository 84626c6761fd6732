import type * as tf from '@tensorflow/tfjs-core';
import { convPoolBackward, convPoolForward } from './conv-pool.ts';
import { type Activation, denseBackward, denseForward } from './dense.ts';
import { type LayerPass, passOf } from './layer-pass.ts';
import { lstmBackward, lstmForward } from './lstm.ts';

/** The layers that do the work, as a backend computes them best. Every set gives the same numbers. */
export interface LayerSet {
  /** Convolution (valid, stride 1), bias, relu, max-pool by 2: [n, size, size, channels] → [n, pooled, pooled, filters]. */
  convPool(input: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor): LayerPass;
  /** [n, …] flattened → [n, units]. */
  dense(input: tf.Tensor, kernel: tf.Tensor2D, bias: tf.Tensor, activation: Activation): LayerPass;
  /** The hidden states of an LSTM after each step: [time, batch, features] → [time, batch, units]. */
  lstm(steps: tf.Tensor3D, kernel: tf.Tensor2D, recurrent: tf.Tensor2D, bias: tf.Tensor): LayerPass;
}

/** By ordinary operations: for any backend. */
export const ORDINARY_LAYERS: LayerSet = {
  convPool: (input, kernel, bias) =>
    passOf(
      () => convPoolForward(input, kernel, bias),
      (dy, saved, wantsInput) => convPoolBackward(dy, kernel, saved, wantsInput),
    ),
  dense: (input, kernel, bias, activation) =>
    passOf(
      () => denseForward(input, kernel, bias, activation),
      (dy, saved) => denseBackward(dy, input.shape, kernel, saved, activation),
    ),
  lstm: (steps, kernel, recurrent, bias) =>
    passOf(
      () => lstmForward(steps, kernel, recurrent, bias),
      (dy, saved) => lstmBackward(dy, kernel, recurrent, saved),
    ),
};
