import { at, checkSameLength, sum } from '../numbers.ts';

/** A loss over a batch of intensities, and its gradient with respect to the predictions. */
export interface ScalarLoss {
  readonly value: number;
  readonly gradient: readonly number[];
}

type Values = readonly number[];
type Weights = Values | null;

/** Mean of w (prediction - truth)²; `weights` null: all 1. */
export function mseLoss(yTrue: Values, yPred: Values, weights: Weights): ScalarLoss {
  return meanLoss(yTrue, yPred, weights, (error) => ({ value: error ** 2, slope: 2 * error }));
}

/** Mean of w |prediction - truth|; the slope at 0 is 0. */
export function maeLoss(yTrue: Values, yPred: Values, weights: Weights): ScalarLoss {
  return meanLoss(yTrue, yPred, weights, (error) => ({ value: Math.abs(error), slope: Math.sign(error) }));
}

/** Mean of w times error² / 2 up to `delta`, beyond it delta (|error| - delta / 2) (Huber 1964). */
export function huberLoss(yTrue: Values, yPred: Values, delta: number, weights: Weights): ScalarLoss {
  return meanLoss(yTrue, yPred, weights, (error) =>
    Math.abs(error) <= delta
      ? { value: error ** 2 / 2, slope: error }
      : { value: delta * (Math.abs(error) - delta / 2), slope: delta * Math.sign(error) },
  );
}

function meanLoss(
  yTrue: Values,
  yPred: Values,
  weights: Weights,
  loss: (error: number) => { value: number; slope: number },
): ScalarLoss {
  checkSameLength(yTrue, yPred);
  const losses = yPred.map((prediction, i) => {
    const { value, slope } = loss(prediction - at(yTrue, i));
    const scale = (weights === null ? 1 : at(weights, i)) / yPred.length;
    return { value: scale * value, slope: scale * slope };
  });
  return { value: sum(losses.map(({ value }) => value)), gradient: losses.map(({ slope }) => slope) };
}
