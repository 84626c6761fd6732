import type { z } from 'zod';
import { distribution, EMPTY_LABEL, type LabelValues, labelValues } from '#shared/domain/label.ts';

/** The columns of a label as queries name them; `distribution` is JSON, flags are 0 or 1. */
export interface ValueColumns
  extends Omit<LabelValues, 'distribution' | 'onsetEstimated' | 'apexEstimated' | 'offsetEstimated'> {
  readonly distribution: string | null;
  readonly onsetEstimated: 0 | 1;
  readonly apexEstimated: 0 | 1;
  readonly offsetEstimated: 0 | 1;
}

export const VALUE_COLUMNS = `label.status, label.emotion, label.distribution, label.intensity,
  label.onset_frame AS onset, label.apex_frame AS apex, label.offset_frame AS "offset",
  label.onset_estimated AS onsetEstimated, label.apex_estimated AS apexEstimated, label.offset_estimated AS offsetEstimated,
  label.action_units AS actionUnits, label.confidence, label.note, label.skip_reason AS skipReason`;

/** The same values with JSON and flags as they are used; further columns stay. */
export function fromColumns<T extends ValueColumns>(row: T): Omit<T, keyof ValueColumns> & LabelValues {
  return {
    ...row,
    distribution: row.distribution === null ? null : parseDistribution(row.distribution),
    onsetEstimated: row.onsetEstimated === 1,
    apexEstimated: row.apexEstimated === 1,
    offsetEstimated: row.offsetEstimated === 1,
  };
}

export function toColumns(values: LabelValues): ValueColumns {
  return {
    ...values,
    distribution: values.distribution === null ? null : JSON.stringify(sortedShares(values.distribution)),
    onsetEstimated: values.onsetEstimated ? 1 : 0,
    apexEstimated: values.apexEstimated ? 1 : 0,
    offsetEstimated: values.offsetEstimated ? 1 : 0,
  };
}

export function parseDistribution(json: string): NonNullable<LabelValues['distribution']> {
  return distribution.parse(JSON.parse(json));
}

/** One spelling of equal distributions. */
function sortedShares(shares: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(shares).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const storedValues = labelValues.partial();
const emptyEntries = new Map<string, unknown>(Object.entries(EMPTY_LABEL));

/** Label values as the history and the undo ledger keep them: what an empty label says too is left out. */
export function parseLabel(text: string | null): LabelValues | null {
  if (text === null) return null;
  const said = storedValues.parse(JSON.parse(text));
  return { ...EMPTY_LABEL, ...withoutUndefined(said) };
}

export function serializeLabel(values: LabelValues | null): string | null {
  if (values === null) return null;
  const distributed =
    values.distribution === null ? values : { ...values, distribution: sortedShares(values.distribution) };
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(distributed).filter(([field, value]) => emptyEntries.get(field) !== value),
    ),
  );
}

function withoutUndefined(said: z.infer<typeof storedValues>): Partial<LabelValues> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** Whether there is nothing in it but a status; that a clip was skipped says something. */
export function saysNothing(values: LabelValues): boolean {
  return (
    values.status !== 'skipped' &&
    serializeLabel({ ...values, status: EMPTY_LABEL.status, skipReason: null }) === '{}'
  );
}
