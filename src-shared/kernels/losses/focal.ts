import { at, checkSameLength, sum } from '../numbers.ts';
import { type LogitLoss, type Logits, logSoftmax } from './logits.ts';

/** Lin et al. 2017: -w (1 - p)^gamma log p, divided by the number of clips; `weights`: alpha of each clip's class; null: all 1. */
export function focalLoss(
  logits: Logits,
  yTrue: readonly number[],
  gamma: number,
  weights: readonly number[] | null,
): LogitLoss {
  checkSameLength(yTrue, logits);
  let value = 0;
  const gradient = logits.map((row, i) => {
    const truth = at(yTrue, i);
    const logProbabilities = logSoftmax(row);
    const logP = at(logProbabilities, truth);
    const probabilities = logProbabilities.map(Math.exp);
    const p = at(probabilities, truth);
    const miss = sum(probabilities.filter((_, index) => index !== truth));
    const scale = (weights === null ? 1 : at(weights, i)) / yTrue.length;
    value -= scale * miss ** gamma * logP;
    // d(-(1-p)^gamma log p)/dp times p; as p reaches 1 its first term goes to 0 with (1-p)^gamma.
    const slope = (miss === 0 ? 0 : gamma * p * miss ** (gamma - 1) * logP) - miss ** gamma;
    return probabilities.map((q, index) => scale * slope * (index === truth ? miss : -q));
  });
  return { value, gradient };
}
