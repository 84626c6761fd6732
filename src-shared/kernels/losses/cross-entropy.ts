import { at, checkSameLength, sum } from '../numbers.ts';
import { type LogitLoss, type Logits, logSoftmax, softmax } from './logits.ts';
import { oneHotRows, smoothedRows } from './targets.ts';

type Weights = readonly number[] | null;

/**
 * -log p(truth), averaged by the clips' weights (torch.nn.CrossEntropyLoss `weight=`, each clip having its class's);
 * null: all weigh 1. With smoothing that share of each truth is spread over all classes.
 */
export function crossEntropyLoss(
  logits: Logits,
  yTrue: readonly number[],
  weights: Weights,
  labelSmoothing = 0,
): LogitLoss {
  const classCount = logits[0]?.length ?? 0;
  return softCrossEntropyLoss(logits, smoothedRows(oneHotRows(yTrue, classCount), labelSmoothing), weights);
}

/** -sum of t log p over the classes of a distribution t, averaged by the clips' weights. */
export function softCrossEntropyLoss(logits: Logits, distributions: Logits, weights: Weights): LogitLoss {
  return meanOverClips(logits, distributions, weights, (share, logP) => -share * logP);
}

/** Kullback and Leibler's divergence of p from a distribution t, sum of t (log t - log p), averaged by the clips' weights; 0 log 0 is 0. */
export function klLoss(logits: Logits, distributions: Logits, weights: Weights): LogitLoss {
  return meanOverClips(logits, distributions, weights, (share, logP) =>
    share > 0 ? share * (Math.log(share) - logP) : 0,
  );
}

/** T² times the divergence of the softened prediction from the softened teacher (Hinton et al. 2015), mean over the clips. */
export function distillationLoss(logits: Logits, teacherLogits: Logits, temperature: number): LogitLoss {
  const soften = (rows: Logits) => rows.map((row) => row.map((logit) => logit / temperature));
  const { value, gradient } = klLoss(soften(logits), soften(teacherLogits).map(softmax), null);
  return {
    value: temperature ** 2 * value,
    gradient: gradient.map((row) => row.map((slope) => temperature * slope)),
  };
}

/** Losses whose part of a class depends on its log p through -t log p alone: their slope by the logits is p - t. */
function meanOverClips(
  logits: Logits,
  distributions: Logits,
  weights: Weights,
  part: (share: number, logP: number) => number,
): LogitLoss {
  checkSameLength(distributions, logits);
  const divisor = weights === null ? logits.length : sum(weights);
  let value = 0;
  const gradient = logits.map((row, i) => {
    const target = at(distributions, i);
    checkSameLength(target, row);
    const scale = (weights === null ? 1 : at(weights, i)) / divisor;
    const logP = logSoftmax(row);
    value += scale * sum(logP.map((one, k) => part(at(target, k), one)));
    const total = sum(target);
    return logP.map((one, k) => scale * (total * Math.exp(one) - at(target, k)));
  });
  return { value, gradient };
}
