import type { EmotionReader } from './emotion-reader.ts';
import type { Skipped } from './plan.ts';
import { decimalNumber, foldName, frameNumber, isNothing } from './tables/cells.ts';
import type { ColumnNames, FoundColumns } from './tables/columns.ts';
import type { TableRow } from './tables/table.ts';

const SHEET_FIELDS = ['subject', 'clip', 'onset', 'apex', 'offset', 'emotion', 'actionUnits', 'fps'] as const;
export type SheetField = (typeof SHEET_FIELDS)[number];

/** CASME, CASME II, CAS(ME)^3, SAMM, SMIC and DFME, by their own headers. */
export const SHEET_COLUMNS: ColumnNames<SheetField> = {
  subject: ['Subject', 'Subject ID', 'Subject No', 'Sub', 'Participant'],
  clip: ['Filename', 'File', 'Clip', 'Clip Name', 'Video', 'Video Name', 'Sequence'],
  onset: ['OnsetFrame', 'Onset', 'OnsetF', 'Onset Frame Number'],
  apex: ['ApexFrame', 'Apex', 'ApexF', 'ApexF1', 'Apex Frame Number'],
  offset: ['OffsetFrame', 'Offset', 'OffsetF', 'Offset Frame Number'],
  emotion: ['Estimated Emotion', 'Emotion', 'Emotions', 'Label'],
  actionUnits: ['Action Units', 'Action Unit', 'AU', 'AUs'],
  fps: ['Fps', 'Frame Rate'],
};
/** SMIC has no apex, many sheets no action units, nearly all no frame rate. */
export const REQUIRED_COLUMNS: readonly SheetField[] = ['subject', 'clip', 'onset', 'offset', 'emotion'];

const MARKS = ['onset', 'apex', 'offset'] as const;
export type MarkName = (typeof MARKS)[number];
export type Marks = Readonly<Record<MarkName, number | null>>;

/** One row of a coding sheet; the marks are the source's own frame numbers. */
export interface SheetRow {
  readonly row: number;
  readonly subject: string;
  readonly clip: string;
  readonly marks: Marks;
  readonly emotion: string | null;
  readonly actionUnits: string | null;
  readonly fps: number | null;
}

const ACTION_UNITS_MAX = 200;

/** The rows that name a subject and a clip. What a cell says wrongly is listed and left out; the row stays. */
export function readSheetRows(
  columns: FoundColumns<SheetField>,
  emotions: EmotionReader,
  sheet: string,
  skipped: Skipped[],
): SheetRow[] {
  return columns.rows.flatMap((row) => {
    const list = (reason: string) => skipped.push({ item: sheet, row: row.row, reason });
    const subject = columns.cell(row, 'subject');
    const clip = columns.cell(row, 'clip');
    if (subject === '' || clip === '') {
      list(subject === '' ? 'it names no subject' : 'it names no clip');
      return [];
    }
    const { emotion, problem } = emotions.read(emotionCell(columns.cell(row, 'emotion')));
    if (problem !== null) list(problem);
    const units = columns.cell(row, 'actionUnits');
    if (units.length > ACTION_UNITS_MAX) list('its action units are too long to be some');
    return {
      row: row.row,
      subject,
      clip,
      marks: readMarks(row, columns, list),
      emotion,
      actionUnits: isEmpty(units) || units.length > ACTION_UNITS_MAX ? null : units,
      fps: readFps(columns.cell(row, 'fps'), list),
    };
  });
}

const isEmpty = (cell: string) => cell === '' || cell === '/';
const emotionCell = (cell: string) => (cell === '/' ? '' : cell);

function readMarks(row: TableRow, columns: FoundColumns<SheetField>, list: (reason: string) => void): Marks {
  const read = (name: MarkName): number | null => {
    const cell = columns.cell(row, name);
    if (isNothing(cell)) return null;
    const value = frameNumber(cell);
    if (value === undefined) list(`its ${name} "${cell}" is no frame number`);
    return value ?? null;
  };
  return orderedMarks({ onset: read('onset'), apex: read('apex'), offset: read('offset') }, list);
}

/** Leaves out an offset before the onset or a 0 that stands for "unknown", and an apex outside of both. */
function orderedMarks({ onset, apex, offset }: Marks, list: (reason: string) => void): Marks {
  const start = onset ?? apex;
  const isUnknown = offset === 0 && start !== null && start > 0;
  const isEarly = offset !== null && onset !== null && offset < onset;
  if (isUnknown || isEarly)
    list(`its offset ${offset} comes before its onset or apex (${start}): it is left out`);
  const end = isUnknown || isEarly ? null : offset;
  const isApexOutside = apex !== null && ((onset !== null && apex < onset) || (end !== null && apex > end));
  if (isApexOutside) list(`its apex ${apex} does not lie between its onset and its offset: it is left out`);
  return { onset, apex: isApexOutside ? null : apex, offset: end };
}

function readFps(cell: string, list: (reason: string) => void): number | null {
  if (isNothing(cell)) return null;
  const value = decimalNumber(cell);
  if (value !== undefined && value > 0) return value;
  list(`its frame rate "${cell}" is none`);
  return null;
}

/** A row with its clip's name. */
export interface ClipRow extends SheetRow {
  readonly name: string;
  /** True where other rows name the same subject and clip with another onset: they are parts of one recording. */
  readonly isPart: boolean;
}

/**
 * The rows that are clips. Subject and clip name one; where several rows of different onsets name the same, the onset
 * tells them apart (CAS(ME)^3 has 397 of these). A row that is about the same clip again is listed.
 */
export function tellRowsApart(rows: readonly SheetRow[], sheet: string, skipped: Skipped[]): ClipRow[] {
  const recordingOf = ({ subject, clip }: SheetRow) => JSON.stringify([foldName(subject), foldName(clip)]);
  const onsets = new Map<string, Set<number | null>>();
  for (const row of rows) {
    const recording = recordingOf(row);
    onsets.set(recording, (onsets.get(recording) ?? new Set()).add(row.marks.onset));
  }
  const first = new Map<string, SheetRow>();
  return rows.flatMap((row) => {
    const recording = recordingOf(row);
    const isPart = (onsets.get(recording)?.size ?? 1) > 1;
    const part = isPart ? `@${row.marks.onset ?? '?'}` : '';
    const earlier = first.get(recording + part);
    if (earlier !== undefined) {
      skipped.push({ item: sheet, row: row.row, reason: repeatedReason(row, earlier) });
      return [];
    }
    first.set(recording + part, row);
    return { ...row, name: row.clip + part, isPart };
  });
}

function repeatedReason(row: SheetRow, earlier: SheetRow): string {
  const same = JSON.stringify({ ...row, row: 0 }) === JSON.stringify({ ...earlier, row: 0 });
  return same
    ? `it says the same as row ${earlier.row}`
    : `it is about the same clip as row ${earlier.row} (${row.subject}, ${row.clip}, onset ${row.marks.onset ?? 'unknown'}) but differs: row ${earlier.row} is kept`;
}
