import * as tf from '@tensorflow/tfjs-core';
import type { Backward, Forward } from './layer-pass.ts';

/** A tensor for each place of the pooling square. */
type Square<T> = { upperLeft: T; upperRight: T; lowerLeft: T; lowerRight: T };

type Saved = {
  /** Side of the input. */
  size: number;
  /** The input as each place meets it. */
  views: Square<tf.Tensor4D>;
  convolved: Square<tf.Tensor>;
  upper: tf.Tensor;
  lower: tf.Tensor;
  value: tf.Tensor;
};

/**
 * Convolution (valid, stride 1), bias, relu, max-pool by 2, of `input` [n, size, size, channels]. Not in that order:
 * four convolutions by stride 2, shifted against each other, give the four values that the pooling compares, each
 * in a tensor of its own, so that the maximum and its gradient never gather or scatter single values. And since
 * bias and relu commute with the maximum, they come after it, on a quarter of the values.
 */
export function convPoolForward(input: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor): Forward<Saved> {
  const views = shiftedViews(input, kernel.shape[0]);
  const convolved = onSquare(views, (view): tf.Tensor => tf.conv2d(view, kernel, 2, 'valid'));
  const upper = tf.maximum(convolved.upperLeft, convolved.upperRight);
  const lower = tf.maximum(convolved.lowerLeft, convolved.lowerRight);
  const value = tf.relu(tf.add(tf.maximum(upper, lower), bias));
  return { value, saved: { size: input.shape[1], views, convolved, upper, lower, value } };
}

/** Of equal values the first in row order gets the gradient, as in TensorFlow. */
export function convPoolBackward(
  dy: tf.Tensor,
  kernel: tf.Tensor4D,
  saved: Saved,
  wantsInput: boolean,
): Backward {
  const { size, views, convolved, upper, lower, value } = saved;
  // The sign of relu's value is its slope.
  const dPooled = tf.mul(dy, tf.sign(value));
  const [dUpper, dLower] = shareOut(dPooled, upper, lower);
  const [upperLeft, upperRight] = shareOut(dUpper, convolved.upperLeft, convolved.upperRight);
  const [lowerLeft, lowerRight] = shareOut(dLower, convolved.lowerLeft, convolved.lowerRight);
  const dConvolved = { upperLeft, upperRight, lowerLeft, lowerRight };
  const dKernels = onSquare(views, (view, place) => kernelGradient(view, dConvolved[place], kernel));
  const weights = [tf.addN(Object.values(dKernels)), tf.sum(dPooled, [0, 1, 2])];
  return wantsInput ? { input: inputGradient(interleave(dConvolved), kernel, size), weights } : { weights };
}

/** What the pooling rounds away is in none of them. */
function shiftedViews(input: tf.Tensor4D, kernelSize: number): Square<tf.Tensor4D> {
  const [count, size, , channels] = input.shape;
  const pooled = Math.floor((size - kernelSize + 1) / 2);
  const reach = 2 * (pooled - 1) + kernelSize;
  const view = (row: number, column: number) =>
    tf.slice(input, [0, row, column, 0], [count, reach, reach, channels]);
  return { upperLeft: view(0, 0), upperRight: view(0, 1), lowerLeft: view(1, 0), lowerRight: view(1, 1) };
}

/** The gradient goes to the larger of two, the first of equals. */
function shareOut(gradient: tf.Tensor, first: tf.Tensor, second: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const toFirst = tf.mul(gradient, tf.cast(tf.greaterEqual(first, second), 'float32'));
  return [toFirst, tf.sub(gradient, toFirst)];
}

function kernelGradient(x: tf.Tensor4D, dy: tf.Tensor, kernel: tf.Tensor4D): tf.Tensor {
  const attrs = { strides: [2, 2], pad: 'valid', dataFormat: 'NHWC', filterShape: kernel.shape };
  return tf.engine().runKernel(tf.Conv2DBackpropFilter, { x, dy }, attrs);
}

/** The gradients at the four places put together to that of the convolution by stride 1, [n, 2 pooled, 2 pooled, filters]. */
function interleave(parts: Square<tf.Tensor>): tf.Tensor4D {
  const [count = 0, pooled = 0, , filters = 0] = parts.upperLeft.shape;
  const row = (left: tf.Tensor, right: tf.Tensor) =>
    tf.reshape(tf.stack([tf.reshape(left, [-1, filters]), tf.reshape(right, [-1, filters])], 1), [
      count * pooled,
      2 * pooled * filters,
    ]);
  const rows = [row(parts.upperLeft, parts.upperRight), row(parts.lowerLeft, parts.lowerRight)];
  return tf.reshape(tf.stack(rows, 1), [count, 2 * pooled, 2 * pooled, filters]);
}

/** A convolution of the padded gradient by the kernel turned round: on every backend faster than the op made for it. */
function inputGradient(dConvolved: tf.Tensor4D, kernel: tf.Tensor4D, size: number): tf.Tensor {
  const before = kernel.shape[0] - 1;
  const after = size - dConvolved.shape[1];
  const padded = tf.pad4d(dConvolved, [
    [0, 0],
    [before, after],
    [before, after],
    [0, 0],
  ]);
  const turned = tf.transpose(tf.reverse(kernel, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(padded, turned, 1, 'valid');
}

function onSquare<T, U>(square: Square<T>, map: (part: T, place: keyof Square<T>) => U): Square<U> {
  return {
    upperLeft: map(square.upperLeft, 'upperLeft'),
    upperRight: map(square.upperRight, 'upperRight'),
    lowerLeft: map(square.lowerLeft, 'lowerLeft'),
    lowerRight: map(square.lowerRight, 'lowerRight'),
  };
}
