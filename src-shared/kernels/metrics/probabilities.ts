import { at, checkSameLength, mean, sum } from '../numbers.ts';

/** A row per clip, a probability per class. */
export type Probabilities = readonly (readonly number[])[];

/** The index of the highest value, the first of them on ties. */
export function argmax(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

/** Keeps the logarithm finite: scikit-learn clips at the machine epsilon of doubles. */
const EPSILON = Number.EPSILON;

/** Mean of -ln p(truth), p clipped to [eps, 1 - eps] and not renormalised (scikit-learn log_loss); null without clips. */
export function logLoss(yTrue: readonly number[], probabilities: Probabilities): number | null {
  checkSameLength(yTrue, probabilities);
  return mean(
    yTrue.map((truth, i) => {
      const p = at(at(probabilities, i), truth);
      return -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, p)));
    }),
  );
}

/** Share of clips whose truth is among the k most probable classes; on ties the HIGHER class index wins (scikit-learn). */
export function topKAccuracy(
  yTrue: readonly number[],
  probabilities: Probabilities,
  k: number,
): number | null {
  checkSameLength(yTrue, probabilities);
  return mean(
    yTrue.map((truth, i) => {
      const row = at(probabilities, i);
      const own = at(row, truth);
      const ahead = row.filter((p, index) => p > own || (p === own && index > truth)).length;
      return ahead < k ? 1 : 0;
    }),
  );
}

/** Brier 1950: mean over clips of the squared distance to the truth, summed over classes (0 to 2); null without clips. */
export function brierSum(yTrue: readonly number[], probabilities: Probabilities): number | null {
  checkSameLength(yTrue, probabilities);
  return mean(
    yTrue.map((truth, i) =>
      sum(at(probabilities, i).map((p, index) => (p - (index === truth ? 1 : 0)) ** 2)),
    ),
  );
}
