import { csvRecord } from '#shared/base/csv.ts';
import type { RaterKind } from '#shared/domain/rater.ts';

/** One label as it leaves the program. Marks are given both ways: as 0-based index, and as the source's own frame number. */
export interface ExportedLabel {
  readonly clip: string;
  readonly subject: string | null;
  readonly rater: string;
  readonly raterKind: RaterKind;
  readonly emotion: string | null;
  readonly intensity: number | null;
  readonly onset: number | null;
  readonly apex: number | null;
  readonly offset: number | null;
  readonly onsetSource: number | null;
  readonly apexSource: number | null;
  readonly offsetSource: number | null;
  readonly apexEstimated: boolean;
  readonly actionUnits: string | null;
  readonly note: string;
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
}

/** Column → field, in the order of the file. JSON has the same names. */
const COLUMNS = {
  clip: 'clip',
  subject: 'subject',
  rater: 'rater',
  rater_kind: 'raterKind',
  emotion: 'emotion',
  intensity: 'intensity',
  onset: 'onset',
  apex: 'apex',
  offset: 'offset',
  onset_source: 'onsetSource',
  apex_source: 'apexSource',
  offset_source: 'offsetSource',
  apex_estimated: 'apexEstimated',
  action_units: 'actionUnits',
  note: 'note',
  updated_at: 'updatedAt',
} as const satisfies Record<string, keyof ExportedLabel>;

/**
 * RFC 4180, UTF-8, CRLF after every record; null is an empty cell. Text is exact: nothing is put before a cell that a
 * spreadsheet might take for a formula, so that what is read back is what was written.
 */
export function labelsToCsv(labels: readonly ExportedLabel[]): string {
  const fields = Object.values(COLUMNS);
  const records = [Object.keys(COLUMNS), ...labels.map((label) => fields.map((field) => label[field]))];
  return records.map(csvRecord).join('');
}

/** An array of objects with the columns of the CSV; null where nothing was said. */
export function labelsToJson(labels: readonly ExportedLabel[]): string {
  const columns = Object.entries(COLUMNS);
  const records = labels.map((label) =>
    Object.fromEntries(columns.map(([column, field]) => [column, label[field]])),
  );
  return `${JSON.stringify(records, null, 2)}\n`;
}
