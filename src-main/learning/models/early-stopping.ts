/** The epoch with the lowest validation loss so far. */
export interface BestEpoch {
  readonly epoch: number;
  readonly validationLoss: number;
  readonly weights: Float32Array;
}

/** As Keras's EarlyStopping with restore_best_weights: the best epoch after this one. A loss that is no number is never the best. */
export function betterOf(
  best: BestEpoch | null,
  epoch: number,
  validationLoss: number,
  weights: Float32Array,
): BestEpoch | null {
  const improved = validationLoss < (best?.validationLoss ?? Number.POSITIVE_INFINITY);
  return improved ? { epoch, validationLoss, weights } : best;
}

/** True once the validation loss has not fallen for `patience` epochs. */
export function isOver(best: BestEpoch | null, epoch: number, patience: number): boolean {
  return epoch - (best?.epoch ?? 0) >= patience;
}
