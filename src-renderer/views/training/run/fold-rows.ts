import type { EpochRecord, RunDetail } from '#shared/domain/run.ts';

type FoldRow = RunDetail['folds'][number] & {
  readonly epochsDone: number;
  /** Of its epochs so far; null before the first. */
  readonly seconds: number | null;
};

/** The folds with how far each is, by the epochs trained so far. */
export function foldRows(
  folds: RunDetail['folds'],
  history: readonly Pick<EpochRecord, 'fold' | 'epoch' | 'seconds'>[],
): FoldRow[] {
  return folds.map((fold, index) => {
    const epochs = history.filter((record) => record.fold === index);
    const seconds = epochs.reduce((sum, record) => sum + record.seconds, 0);
    return { ...fold, epochsDone: epochs.length, seconds: epochs.length === 0 ? null : seconds };
  });
}

/** The most memory the trainer took, in MiB; null where no epoch says. */
export function peakMemoryMiB(history: readonly Pick<EpochRecord, 'peakMemoryMiB'>[]): number | null {
  const known = history.flatMap((record) => record.peakMemoryMiB ?? []);
  return known.length === 0 ? null : Math.max(...known);
}
