import { COLUMN_NAMES, isJsonColumn, type OwnRecord } from '../own/record.ts';
import type { ExportedLabel, ExportedTrace, LabelExporter, LabelsToExport } from './label-exporter.ts';

/**
 * RFC 4180, UTF-8, CRLF after every record; nothing is an empty cell, empty text is `""`. Text is exact: nothing is put
 * before a cell that a spreadsheet might take for a formula, so that what is read back is what was written.
 */
export const csvExporter: LabelExporter = {
  writes: 'file',
  losses: () => [],
  count: ({ labels }) => labels.length,
  *write(given) {
    yield { name: 'labels.csv', chunks: csvChunks(given) };
  },
};

/** An array of objects with the columns of the CSV, one a line; null where nothing was said. */
export const jsonExporter: LabelExporter = {
  writes: 'file',
  losses: () => [],
  count: ({ labels }) => labels.length,
  *write(given) {
    yield { name: 'labels.json', chunks: jsonChunks(given) };
  },
};

function* csvChunks(given: LabelsToExport): Generator<string> {
  yield `${COLUMN_NAMES.join(',')}\r\n`;
  for (const record of recordsOf(given)) yield `${cellsOf(record).join(',')}\r\n`;
}

function cellsOf(record: OwnRecord): string[] {
  const values = new Map<string, unknown>(Object.entries(record));
  return COLUMN_NAMES.map((column) => {
    const value = values.get(column) ?? null;
    if (value === null) return '';
    return csvCell(isJsonColumn(column) ? JSON.stringify(value) : String(value));
  });
}

function csvCell(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* jsonChunks(given: LabelsToExport): Generator<string> {
  let before = '[';
  for (const record of recordsOf(given)) {
    yield `${before}\n${JSON.stringify(record)}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}

/** A record a label, in their order, with the traces of the same clip, rater and round; then those of traces alone. */
function* recordsOf({ labels, traces }: LabelsToExport): Generator<OwnRecord> {
  const left = Map.groupBy(traces, keyOf);
  for (const label of labels) {
    const key = keyOf(label);
    yield toRecord(label, left.get(key) ?? []);
    left.delete(key);
  }
  for (const alone of left.values()) {
    const [first] = alone;
    if (first !== undefined) yield { ...emptyRecord(first), traces: tracesOf(alone) };
  }
}

type Origin = Pick<ExportedLabel, 'clip' | 'rater' | 'raterKind' | 'raterScheme' | 'round'>;

function keyOf({ clip, rater, round }: Origin): string {
  return JSON.stringify([clip.key, rater, round]);
}

function emptyRecord({ clip, rater, raterKind, raterScheme, round }: Origin): OwnRecord {
  return {
    clip_key: clip.key,
    clip: clip.name,
    dataset: clip.dataset,
    subject: clip.subject,
    rater,
    rater_kind: raterKind,
    rater_scheme: raterScheme,
    round,
    status: null,
    emotion: null,
    distribution: null,
    intensity: null,
    onset: null,
    apex: null,
    offset: null,
    onset_source: null,
    apex_source: null,
    offset_source: null,
    onset_estimated: false,
    apex_estimated: false,
    offset_estimated: false,
    action_units: null,
    confidence: null,
    note: '',
    skip_reason: null,
    traces: null,
  };
}

function toRecord(label: ExportedLabel, traces: readonly ExportedTrace[]): OwnRecord {
  const { status, emotion, distribution, intensity, onset, apex, offset, confidence, note } = label;
  return {
    ...emptyRecord(label),
    ...{ status, emotion, distribution, intensity, onset, apex, offset, confidence, note },
    onset_source: label.onsetSource,
    apex_source: label.apexSource,
    offset_source: label.offsetSource,
    onset_estimated: label.onsetEstimated,
    apex_estimated: label.apexEstimated,
    offset_estimated: label.offsetEstimated,
    action_units: label.actionUnits,
    skip_reason: label.skipReason,
    updated_at: label.updatedAt,
    traces: traces.length === 0 ? null : tracesOf(traces),
  };
}

function tracesOf(traces: readonly ExportedTrace[]): NonNullable<OwnRecord['traces']> {
  return Object.fromEntries(
    traces.map(({ name, interpolation, points, sourceNumbers, updatedAt }) => [
      name,
      {
        interpolation,
        points: points.map(([frame, value], index): [number, number] => [
          sourceNumbers[index] ?? frame,
          value,
        ]),
        updated_at: updatedAt,
      },
    ]),
  );
}
