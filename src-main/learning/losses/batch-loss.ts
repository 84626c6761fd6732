import * as tf from '@tensorflow/tfjs-core';
import type { BatchTruth } from './truth.ts';

/**
 * A loss over a batch is `sum / divisor`; kept apart, so that batches of any size add up to the same figure. The
 * divisor of cross-entropies is the sum of the clips' weights, of the others the number of clips.
 */
export interface BatchLoss {
  readonly sum: tf.Tensor;
  readonly divisor: number;
  /** Gradient of sum / divisor by `yPred`, of its shape. */
  readonly gradient: tf.Tensor;
}

/** `yPred` [batch, outputs]: intensities or logits. To be called in a tidy. */
export type Loss = (truth: BatchTruth, yPred: tf.Tensor2D) => BatchLoss;

/** [batch, 1]. */
export function column(values: readonly number[]): tf.Tensor2D {
  return tf.tensor2d([...values], [values.length, 1]);
}

export function weightsOf({ yTrue, weights }: BatchTruth): readonly number[] {
  return weights ?? yTrue.map(() => 1);
}
