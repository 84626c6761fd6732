import { at, checkSameLength, sum } from './numbers.ts';

/** Plain-number losses with their gradients: what the tensor versions in src-main/learning are tested against. */

/** A row per clip, a logit per class. */
export type Logits = readonly (readonly number[])[];

/** A loss over a batch, and its gradient with respect to the logits. */
export interface LogitLoss {
  readonly value: number;
  readonly gradient: readonly (readonly number[])[];
}

/** A loss over a batch of intensities, and its gradient with respect to the predictions. */
export interface ScalarLoss {
  readonly value: number;
  readonly gradient: readonly number[];
}

/** Class probabilities of one row of logits; shifted by the highest, so no logit is too large. */
export function softmax(logits: readonly number[]): number[] {
  return logSoftmax(logits).map(Math.exp);
}

function logSoftmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const logTotal = Math.log(sum(logits.map((logit) => Math.exp(logit - highest))));
  return logits.map((logit) => logit - highest - logTotal);
}

/** Mean of (prediction - truth)². */
export function mseLoss(yTrue: readonly number[], yPred: readonly number[]): ScalarLoss {
  return scalarLoss(yTrue, yPred, (error) => ({ value: error ** 2, slope: 2 * error }));
}

/** Mean of |prediction - truth|; the slope at 0 is 0. */
export function maeLoss(yTrue: readonly number[], yPred: readonly number[]): ScalarLoss {
  return scalarLoss(yTrue, yPred, (error) => ({ value: Math.abs(error), slope: Math.sign(error) }));
}

function scalarLoss(
  yTrue: readonly number[],
  yPred: readonly number[],
  loss: (error: number) => { value: number; slope: number },
): ScalarLoss {
  checkSameLength(yTrue, yPred);
  const losses = yPred.map((prediction, i) => loss(prediction - at(yTrue, i)));
  return {
    value: sum(losses.map(({ value }) => value)) / losses.length,
    gradient: losses.map(({ slope }) => slope / losses.length),
  };
}

/** -log p(truth), averaged by the truths' class weights (torch.nn.CrossEntropyLoss `weight=`); null: all weigh 1. */
export function crossEntropyLoss(
  logits: Logits,
  yTrue: readonly number[],
  classWeights: readonly number[] | null,
): LogitLoss {
  const weights = yTrue.map((truth) => (classWeights === null ? 1 : at(classWeights, truth)));
  return focal(logits, yTrue, 0, weights, sum(weights));
}

/** Lin et al. 2017: -alpha[truth] (1 - p)^gamma log p, divided by the number of clips; null: all alphas are 1. */
export function focalLoss(
  logits: Logits,
  yTrue: readonly number[],
  gamma: number,
  alpha: readonly number[] | null,
): LogitLoss {
  const weights = yTrue.map((truth) => (alpha === null ? 1 : at(alpha, truth)));
  return focal(logits, yTrue, gamma, weights, yTrue.length);
}

function focal(
  logits: Logits,
  yTrue: readonly number[],
  gamma: number,
  weights: readonly number[],
  divisor: number,
): LogitLoss {
  checkSameLength(yTrue, logits);
  let total = 0;
  const gradient = logits.map((row, i) => {
    const truth = at(yTrue, i);
    const logP = at(logSoftmax(row), truth);
    const probabilities = softmax(row);
    const p = at(probabilities, truth);
    const miss = sum(probabilities.filter((_, index) => index !== truth));
    const scale = at(weights, i) / divisor;
    total -= scale * miss ** gamma * logP;
    // d(-(1-p)^gamma log p)/dp times p; as p reaches 1 its first term goes to 0 with (1-p)^gamma.
    const slope = (miss === 0 ? 0 : gamma * p * miss ** (gamma - 1) * logP) - miss ** gamma;
    return probabilities.map((q, index) => scale * slope * (index === truth ? miss : -q));
  });
  return { value: total, gradient };
}

/** n / (classes * count) over the classes that occur (scikit-learn's `balanced`); 0 for one that does not. */
export function balancedClassWeights(classCounts: readonly number[]): number[] {
  const present = classCounts.filter((count) => count > 0).length;
  const total = sum(classCounts);
  return classCounts.map((count) => (count === 0 ? 0 : total / (present * count)));
}
