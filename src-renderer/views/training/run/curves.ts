import type { EpochRecord } from '#shared/domain/run.ts';

/** One epoch in the chart. */
export type CurvePoint = {
  readonly x: number;
  readonly loss: number;
  readonly validationLoss: number | null;
  readonly heldOutLoss: number | null;
} & Readonly<Record<string, number | null>>;

/** The curve of one fold, or (null) the mean over the folds that have come to each epoch. */
export function curvePoints(history: readonly EpochRecord[], fold: number | null): CurvePoint[] {
  const byEpoch = new Map<number, EpochRecord[]>();
  for (const record of history) {
    if (fold !== null && record.fold !== fold) continue;
    byEpoch.set(record.epoch, [...(byEpoch.get(record.epoch) ?? []), record]);
  }
  return [...byEpoch]
    .sort(([a], [b]) => a - b)
    .map(([epoch, records]) => ({
      x: epoch,
      loss: mean(records.map((record) => record.loss)) ?? Number.NaN,
      validationLoss: meanOfKnown(records.map((record) => record.validationLoss)),
      heldOutLoss: meanOfKnown(records.map((record) => record.heldOutLoss)),
    }));
}

/** What was saved and what was heard since, each epoch once: as heard, where both are there. */
export function mergeHistory(saved: readonly EpochRecord[], heard: readonly EpochRecord[]): EpochRecord[] {
  const key = (record: EpochRecord) => `${record.fold}/${record.epoch}`;
  return [...new Map([...saved, ...heard].map((record) => [key(record), record])).values()];
}

const meanOfKnown = (values: readonly (number | null)[]) => mean(values.filter((value) => value !== null));

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
