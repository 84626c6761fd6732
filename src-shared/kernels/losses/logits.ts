import { sum } from '../numbers.ts';

/** A row per clip, a logit per class. */
export type Logits = readonly (readonly number[])[];

/** A loss over a batch, and its gradient with respect to the logits. */
export interface LogitLoss {
  readonly value: number;
  readonly gradient: readonly (readonly number[])[];
}

/** Class probabilities of one row of logits; shifted by the highest, so no logit is too large. */
export function softmax(logits: readonly number[]): number[] {
  return logSoftmax(logits).map(Math.exp);
}

export function logSoftmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const logTotal = Math.log(sum(logits.map((logit) => Math.exp(logit - highest))));
  return logits.map((logit) => logit - highest - logTotal);
}
