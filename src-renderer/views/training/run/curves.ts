import type { EpochRecord } from '#shared/domain/run.ts';

/** One epoch in the chart. */
export type CurvePoint = {
  readonly x: number;
  readonly loss: number | null;
  readonly validationLoss: number | null;
  readonly heldOutLoss: number | null;
} & Readonly<Record<string, number | null>>;

/**
 * The curve of these folds: of one its own, of several their mean, over the same folds at every epoch. A fold that
 * stopped early counts on with the losses of its last epoch. Null where one of them has no such loss.
 */
export function curvePoints(history: readonly EpochRecord[], folds: readonly number[]): CurvePoint[] {
  const curves = folds.map((fold) => byEpoch(history.filter((record) => record.fold === fold)));
  const length = Math.max(0, ...curves.map((records) => records.at(-1)?.epoch ?? 0));
  return Array.from({ length }, (_, index) => {
    const epoch = index + 1;
    const records = curves.map((curve) => curve.filter((record) => record.epoch <= epoch).at(-1));
    return {
      x: epoch,
      loss: mean(records.map((record) => record?.loss)),
      validationLoss: mean(records.map((record) => record?.validationLoss)),
      heldOutLoss: mean(records.map((record) => record?.heldOutLoss)),
    };
  });
}

/** What was saved and what was heard since, each epoch once: as heard, where both are there. */
export function mergeHistory(saved: readonly EpochRecord[], heard: readonly EpochRecord[]): EpochRecord[] {
  const key = (record: EpochRecord) => `${record.fold}/${record.epoch}`;
  return [...new Map([...saved, ...heard].map((record) => [key(record), record])).values()];
}

const byEpoch = (records: readonly EpochRecord[]) => [...records].sort((a, b) => a.epoch - b.epoch);

/** Null unless all are known. */
function mean(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value !== null && value !== undefined);
  if (known.length < values.length || known.length === 0) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
