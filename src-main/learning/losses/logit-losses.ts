import * as tf from '@tensorflow/tfjs-core';
import { oneHotRows, smoothedRows } from '#shared/kernels/losses/targets.ts';
import { type BatchLoss, column, type Loss, weightsOf } from './batch-loss.ts';
import type { BatchTruth } from './truth.ts';

type Targets = 'one emotion' | 'distribution';

/**
 * Sum of w * -(t · log p) over the sum of w, as torch's CrossEntropyLoss with weights; by the logits, w (p - t) over
 * the sum of w. `t`: one-hot, or with smoothing a share of it spread over all classes; or the raters' distribution.
 */
export function crossEntropy(targets: Targets, labelSmoothing: number): Loss {
  return (truth, logits) => {
    const t = smoothedRows(targetRows(targets, truth, logits.shape[1]), labelSmoothing);
    const rows = tf.tensor2d(t);
    const logP = tf.logSoftmax(logits);
    return weightedMean(truth, tf.neg(tf.mul(rows, logP)), tf.sub(tf.exp(logP), rows));
  };
}

/** Sum of w * t · (log t - log p) over the sum of w, 0 log 0 being 0; its slopes are those of {@link crossEntropy}. */
export function klDivergence(truth: BatchTruth, logits: tf.Tensor2D): BatchLoss {
  const t = targetRows('distribution', truth, logits.shape[1]);
  const rows = tf.tensor2d(t);
  const logT = tf.tensor2d(t.map((row) => row.map((share) => (share > 0 ? Math.log(share) : 0))));
  const logP = tf.logSoftmax(logits);
  return weightedMean(truth, tf.mul(rows, tf.sub(logT, logP)), tf.sub(tf.exp(logP), rows));
}

/** `losses` and `slopes` [batch, classes]. */
function weightedMean(truth: BatchTruth, losses: tf.Tensor, slopes: tf.Tensor): BatchLoss {
  const weights = weightsOf(truth);
  const divisor = weights.reduce((total, weight) => total + weight, 0);
  const sum = tf.sum(tf.mul(column(weights), tf.sum(losses, 1, true)));
  return { sum, divisor, gradient: tf.mul(slopes, tf.div(column(weights), divisor)) };
}

/** Where clips have no distributions, all of a clip is its one emotion. */
function targetRows(targets: Targets, { yTrue, distributions }: BatchTruth, classCount: number): number[][] {
  if (targets === 'one emotion' || distributions === null) return oneHotRows(yTrue, classCount);
  return distributions.map((row) => [...row]);
}

/**
 * Mean of -w (1 - p)^gamma log p (Lin et al. 2017). By the logits, with q = 1 - p:
 * w (q^gamma - gamma p q^(gamma - 1) log p) (softmax - one-hot) / n.
 */
export function focal(gamma: number): Loss {
  return (truth, logits) => {
    const oneHot = tf.tensor2d(oneHotRows(truth.yTrue, logits.shape[1]));
    const logProbabilities = tf.logSoftmax(logits);
    const logP = tf.sum(tf.mul(logProbabilities, oneHot), 1, true);
    const towardsTruth = tf.sub(oneHot, tf.exp(logProbabilities));
    const divisor = truth.yTrue.length;
    const p = tf.exp(logP);
    // Held off zero, where q^(gamma - 1) has a pole that log p cancels.
    const q = tf.maximum(tf.neg(tf.expm1(logP)), SMALLEST_Q);
    const modulation = tf.mul(column(weightsOf(truth)), tf.pow(q, gamma));
    const slope = tf.sub(1, tf.div(tf.mul(tf.mul(p, logP), gamma), q));
    return {
      sum: tf.neg(tf.sum(tf.mul(modulation, logP))),
      divisor,
      gradient: tf.mul(towardsTruth, tf.div(tf.mul(modulation, slope), -divisor)),
    };
  };
}
const SMALLEST_Q = 1e-12;
