import * as tf from '@tensorflow/tfjs-core';
import { assertNever } from '#shared/base/assert-never.ts';
import type { LossSpec } from '#shared/domain/run-spec.ts';

/**
 * A loss over a batch is `sum / divisor`; kept apart, so that batches of any size add up to the same figure.
 * For MSE, MAE and focal the divisor is the batch's size, for cross-entropy the sum of its weights.
 */
export interface BatchLoss {
  readonly sum: tf.Tensor;
  readonly divisor: number;
  /** Gradient of sum / divisor by `yPred`, of its shape. */
  readonly gradient: tf.Tensor;
}

/** `yTrue`: intensities or class indices. `yPred` [batch, outputs]: intensities or logits. */
export type Loss = (yTrue: readonly number[], yPred: tf.Tensor2D) => BatchLoss;

/** The tensor form of the formulas in src-shared/kernels/losses.ts. `classWeights`: one a class, emotion task only. */
export function createLoss(spec: LossSpec, classWeights: readonly number[] | null): Loss {
  switch (spec.kind) {
    case 'mse':
      return meanSquaredError;
    case 'mae':
      return meanAbsoluteError;
    case 'cross-entropy':
      return (yTrue, yPred) => crossEntropy(yTrue, yPred, weightsOf(yTrue, classWeights));
    case 'focal':
      return (yTrue, yPred) => focal(yTrue, yPred, weightsOf(yTrue, classWeights), spec.gamma);
    default:
      return assertNever(spec);
  }
}

function meanSquaredError(yTrue: readonly number[], yPred: tf.Tensor2D): BatchLoss {
  const divisor = yTrue.length;
  const errors = tf.sub(yPred, column(yTrue));
  return { sum: tf.sum(tf.square(errors)), divisor, gradient: tf.mul(errors, 2 / divisor) };
}

function meanAbsoluteError(yTrue: readonly number[], yPred: tf.Tensor2D): BatchLoss {
  const divisor = yTrue.length;
  const errors = tf.sub(yPred, column(yTrue));
  return { sum: tf.sum(tf.abs(errors)), divisor, gradient: tf.mul(tf.sign(errors), 1 / divisor) };
}

/** Sum of -w log p over the sum of w, as torch's CrossEntropyLoss with weights; by the logits: w (softmax - one-hot) / sum of w. */
function crossEntropy(yTrue: readonly number[], logits: tf.Tensor2D, weights: readonly number[]): BatchLoss {
  const { logP, towardsTruth } = classTerms(yTrue, logits);
  const divisor = weights.reduce((total, weight) => total + weight, 0);
  return {
    sum: tf.neg(tf.sum(tf.mul(column(weights), logP))),
    divisor,
    gradient: tf.mul(towardsTruth, tf.div(column(weights), -divisor)),
  };
}

/**
 * Mean of -w (1 - p)^gamma log p (Lin et al. 2017). By the logits, with q = 1 - p:
 * w (q^gamma - gamma p q^(gamma - 1) log p) (softmax - one-hot) / n.
 */
function focal(
  yTrue: readonly number[],
  logits: tf.Tensor2D,
  weights: readonly number[],
  gamma: number,
): BatchLoss {
  const { logP, towardsTruth } = classTerms(yTrue, logits);
  const divisor = yTrue.length;
  const p = tf.exp(logP);
  // Held off zero, where q^(gamma - 1) has a pole that log p cancels.
  const q = tf.maximum(tf.neg(tf.expm1(logP)), SMALLEST_Q);
  const modulation = tf.mul(column(weights), tf.pow(q, gamma));
  const slope = tf.sub(1, tf.div(tf.mul(tf.mul(p, logP), gamma), q));
  return {
    sum: tf.neg(tf.sum(tf.mul(modulation, logP))),
    divisor,
    gradient: tf.mul(towardsTruth, tf.div(tf.mul(modulation, slope), -divisor)),
  };
}
const SMALLEST_Q = 1e-12;

/** log p of the true class, [batch, 1], and one-hot - softmax, [batch, classes]. No logit is too extreme: log-softmax is shifted by the largest. */
function classTerms(yTrue: readonly number[], logits: tf.Tensor2D) {
  const logProbabilities = tf.logSoftmax(logits);
  const oneHot = tf.cast(tf.oneHot(tf.tensor1d([...yTrue], 'int32'), logits.shape[1]), 'float32');
  return {
    logP: tf.sum(tf.mul(logProbabilities, oneHot), 1, true),
    towardsTruth: tf.sub(oneHot, tf.exp(logProbabilities)),
  };
}

function weightsOf(yTrue: readonly number[], classWeights: readonly number[] | null): number[] {
  return yTrue.map((label) => classWeights?.[label] ?? 1);
}

function column(values: readonly number[]): tf.Tensor2D {
  return tf.tensor2d([...values], [values.length, 1]);
}
