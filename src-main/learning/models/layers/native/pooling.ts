import * as tf from '@tensorflow/tfjs-core';
import { type Attributes, computesOnGpu, FLOATS, runOp, runOpOfMany } from './ops.ts';

/** Max-pooling by 2 of [n, rows, columns, channels], a last odd row or column left out. */
export interface Pooling {
  forward(input: tf.Tensor): { value: tf.Tensor; saved: tf.Tensor[] };
  /** Of equal values the first in row order gets the gradient. */
  backward(dy: tf.Tensor, input: tf.Tensor, value: tf.Tensor, saved: readonly tf.Tensor[]): tf.Tensor;
}

const SQUARES: Attributes = {
  ...FLOATS,
  ksize: { ints: [1, 2, 2, 1] },
  strides: { ints: [1, 2, 2, 1] },
  padding: 'VALID',
  data_format: 'NHWC',
};

/** Fast on a card; on a processor its gradient alone takes as long as the convolution. */
export const PLAIN_POOLING: Pooling = {
  forward: (input) => ({ value: runOp('MaxPool', [input], SQUARES), saved: [] }),
  backward: (dy, input, value) => runOp('MaxPoolGrad', [input, value, dy], SQUARES),
};

/** oneDNN's, which TensorFlow keeps for its own graphs: remembers which value was the largest, ten times as fast. */
const ONEDNN_SQUARES: Attributes = { ...SQUARES, workspace_enabled: true, _kernel: 'MklNameChangeOp' };
const ONEDNN_POOLING: Pooling = {
  forward: (input) => {
    const [value, places] = runOpOfMany('_MklNativeMaxPool', [input], 2, ONEDNN_SQUARES);
    if (value === undefined || places === undefined) throw new Error('_MklNativeMaxPool has two outputs.');
    return { value, saved: [places] };
  },
  backward: (dy, input, value, saved) =>
    runOp('_MklNativeMaxPoolGrad', [input, value, dy, ...saved], ONEDNN_SQUARES),
};

/** The fastest for the active backend; null if there is none that is fast. */
export function choosePooling(): Pooling | null {
  if (computesOnGpu()) return PLAIN_POOLING;
  return poolsRight(ONEDNN_POOLING) ? ONEDNN_POOLING : null;
}

/** Tries one square of each kind: a largest value, and a tie. False where TensorFlow was built without the operation. */
function poolsRight(pooling: Pooling): boolean {
  try {
    const gradient = tf.tidy(() => {
      const input = tf.tensor4d([1, 2, 5, 5, 4, 3, 5, 5], [1, 2, 4, 1]);
      const { value, saved } = pooling.forward(input);
      return [...pooling.backward(tf.tensor4d([7, 9], [1, 1, 2, 1]), input, value, saved).dataSync()];
    });
    return gradient.join() === '0,0,9,0,7,0,0,0';
  } catch {
    return false;
  }
}
