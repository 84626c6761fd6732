import * as tf from '@tensorflow/tfjs-core';
import { centredTruths, SMALLEST_SPREAD } from '#shared/kernels/losses/concordance.ts';
import { type BatchLoss, column, type Loss } from './batch-loss.ts';
import type { BatchTruth } from './truth.ts';

export function meanSquaredError(truth: BatchTruth, yPred: tf.Tensor2D): BatchLoss {
  const errors = errorsOf(truth, yPred);
  return meanLoss(truth, tf.square(errors), tf.mul(errors, 2));
}

export function meanAbsoluteError(truth: BatchTruth, yPred: tf.Tensor2D): BatchLoss {
  const errors = errorsOf(truth, yPred);
  return meanLoss(truth, tf.abs(errors), tf.sign(errors));
}

/** Half the squared error up to `delta`; beyond, a line of slope delta. */
export function huber(delta: number): Loss {
  return (truth, yPred) => {
    const errors = errorsOf(truth, yPred);
    const slopes = tf.clipByValue(errors, -delta, delta);
    return meanLoss(truth, tf.mul(slopes, tf.sub(errors, tf.mul(slopes, 0.5))), slopes);
  };
}

function errorsOf({ yTrue }: BatchTruth, yPred: tf.Tensor2D): tf.Tensor {
  return tf.sub(yPred, column(yTrue));
}

/** The mean over the clips of what each loses, times its weight. */
function meanLoss({ yTrue, weights }: BatchTruth, losses: tf.Tensor, slopes: tf.Tensor): BatchLoss {
  const divisor = yTrue.length;
  if (weights === null) return { sum: tf.sum(losses), divisor, gradient: tf.mul(slopes, 1 / divisor) };
  const shares = column(weights.map((weight) => weight / divisor));
  return { sum: tf.sum(tf.mul(losses, column(weights))), divisor, gradient: tf.mul(slopes, shares) };
}

/** 1 - CCC over the batch, which has no weights; counted once for each clip, so that batches add up. */
export function concordanceLoss({ yTrue }: BatchTruth, yPred: tf.Tensor2D): BatchLoss {
  const count = yTrue.length;
  const { centre, deviations } = centredTruths(yTrue);
  const truths = column(deviations);
  const predictions = tf.sub(yPred, centre);
  const truthVariance = deviations.reduce((total, deviation) => total + deviation ** 2, 0) / count;
  // About the truths' mean: that spread holds the distance of the means, and leaves the covariance as it is.
  const spread = tf.maximum(tf.add(tf.mean(tf.square(predictions)), truthVariance), SMALLEST_SPREAD);
  const ccc = tf.div(tf.mul(tf.mean(tf.mul(truths, predictions)), 2), spread);
  const towards = tf.sub(tf.mul(predictions, ccc), truths);
  return {
    sum: tf.mul(tf.sub(1, ccc), count),
    divisor: count,
    gradient: tf.mul(tf.div(towards, spread), 2 / count),
  };
}
