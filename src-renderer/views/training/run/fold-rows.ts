import type { EpochRecord, RunDetail } from '#shared/domain/run.ts';

type Trained = Pick<RunDetail, 'status' | 'spec' | 'folds'>;
type Epoch = Pick<EpochRecord, 'fold' | 'epoch'>;

/** The numbers of the folds that will not train any more, in their order. */
export function finishedFolds({ status, spec, folds }: Trained, history: readonly Epoch[]): number[] {
  const epochs = epochCounts(history);
  const last = Math.max(-1, ...epochs.keys());
  return [...folds.keys()].filter((fold) => {
    const count = epochs.get(fold) ?? 0;
    if (count === 0) return false;
    const isOver = status === 'done' || count >= spec.epochs || folds[fold]?.headline !== null;
    // Folds train one after the other; its figure may not be asked for yet, or be undefined.
    return isOver || (spec.earlyStopping !== null && fold < last);
  });
}

/** The fold that has begun and is not over; null if there is none. */
export function unfinishedFold(run: Trained, history: readonly Epoch[]): number | null {
  const finished = finishedFolds(run, history);
  return [...epochCounts(history).keys()].filter((fold) => !finished.includes(fold)).at(-1) ?? null;
}

function epochCounts(history: readonly Epoch[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { fold } of history) counts.set(fold, (counts.get(fold) ?? 0) + 1);
  return counts;
}

type FoldRow = RunDetail['folds'][number] & {
  /** How far it is, such as "7 of 15" or, where it stopped early, "stopped after 9". */
  readonly epochsInWords: string;
  /** Of its epochs so far; null before the first. */
  readonly seconds: number | null;
};

/** The folds with how far each is, by the epochs trained so far. */
export function foldRows(
  run: Trained,
  history: readonly Pick<EpochRecord, 'fold' | 'epoch' | 'seconds'>[],
): FoldRow[] {
  const finished = finishedFolds(run, history);
  return run.folds.map((fold, index) => {
    const epochs = history.filter((record) => record.fold === index);
    const seconds = epochs.reduce((sum, record) => sum + record.seconds, 0);
    const stoppedEarly = finished.includes(index) && epochs.length < run.spec.epochs;
    return {
      ...fold,
      epochsInWords: stoppedEarly
        ? `stopped after ${epochs.length}`
        : `${epochs.length} of ${run.spec.epochs}`,
      seconds: epochs.length === 0 ? null : seconds,
    };
  });
}

/** The most memory the trainer took, in MiB; null where no epoch says. */
export function peakMemoryMiB(history: readonly Pick<EpochRecord, 'peakMemoryMiB'>[]): number | null {
  const known = history.flatMap((record) => record.peakMemoryMiB ?? []);
  return known.length === 0 ? null : Math.max(...known);
}
