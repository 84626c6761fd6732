/** A training step computes forward and backward: about three times what an evaluation costs. */
const TRAINING_COST = 3;

export interface Progress {
  /** 0 to 1. */
  readonly progress: number;
  readonly secondsLeft: number | null;
}

/**
 * How far a run is and how long it will still take, from the pace of this sitting: what was trained before, and what
 * early stopping leaves out, took none of its time. Counts clips seen.
 */
export function createProgress(
  folds: readonly { readonly train: number; readonly test: number }[],
  epochs: number,
) {
  const costOfEpoch = folds.map(({ train, test }) => TRAINING_COST * train + test);
  const costOfFold = folds.map(({ test }, fold) => epochs * (costOfEpoch[fold] ?? 0) + test);
  const sum = (costs: readonly number[]) => costs.reduce((total, cost) => total + cost, 0);
  const total = sum(costOfFold);
  let worked = 0;
  const place = (fold: number, epoch: number) =>
    (sum(costOfFold.slice(0, fold)) + epoch * (costOfEpoch[fold] ?? 0)) / total;
  return {
    /** Where a run is after `epoch` (0: before the first) of `fold`: 0 to 1. */
    place,
    /** To be called after each `epoch` (from 1) of a `fold` (from 0), `elapsedSeconds` after the first of this sitting began. */
    after(fold: number, epoch: number, elapsedSeconds: number): Progress {
      worked += costOfEpoch[fold] ?? 0;
      const progress = place(fold, epoch);
      return { progress, secondsLeft: (elapsedSeconds / worked) * (1 - progress) * total };
    },
    /** To be called after the clips of a fold were predicted. */
    predicted(fold: number): void {
      worked += folds[fold]?.test ?? 0;
    },
  };
}
