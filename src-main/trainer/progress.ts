/** A training step computes forward and backward: about three times what an evaluation costs. */
const TRAINING_COST = 3;

export interface Progress {
  /** 0 to 1. */
  readonly progress: number;
  readonly secondsLeft: number | null;
}

/** How far a run is and how long it will still take, from the pace so far. Counts clips seen. */
export function createProgress(
  folds: readonly { readonly train: number; readonly test: number }[],
  epochs: number,
) {
  const costOfEpoch = folds.map(({ train, test }) => TRAINING_COST * train + test);
  const costOfFold = folds.map(({ test }, fold) => epochs * (costOfEpoch[fold] ?? 0) + test);
  const sum = (costs: readonly number[]) => costs.reduce((total, cost) => total + cost, 0);
  const total = sum(costOfFold);
  return {
    /** After `epoch` (from 1) of `fold` (from 0), `elapsedSeconds` after the first fold began. */
    after(fold: number, epoch: number, elapsedSeconds: number): Progress {
      const done = sum(costOfFold.slice(0, fold)) + epoch * (costOfEpoch[fold] ?? 0);
      return { progress: done / total, secondsLeft: (elapsedSeconds / done) * (total - done) };
    },
  };
}
