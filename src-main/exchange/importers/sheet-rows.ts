import { foldSubject } from './clip-identity.ts';
import type { EmotionReader } from './emotion-reader.ts';
import { datasetName, isKnownDataset } from './megc/names.ts';
import { nameProblem, shown } from './megc/text-lines.ts';
import type { Skipped } from './plan.ts';
import type { SheetColumns } from './sheet-columns.ts';
import { decimalNumber, foldName, frameNumber, isNothing } from './tables/cells.ts';
import type { TableRow } from './tables/table.ts';

const MARKS = ['onset', 'apex', 'offset'] as const;
export type MarkName = (typeof MARKS)[number];
export type Marks = Readonly<Record<MarkName, number | null>>;

/** One row of a coding sheet; the marks are the source's own frame numbers. */
export interface SheetRow {
  readonly row: number;
  /** Where the row itself names one; lower case. */
  readonly dataset: string | null;
  readonly subject: string;
  readonly clip: string;
  readonly marks: Marks;
  readonly emotion: string | null;
  readonly actionUnits: string | null;
  readonly fps: number | null;
  readonly note: string;
  /** {attribute of the subject: value}. */
  readonly attributes: Readonly<Record<string, string>>;
}

const ACTION_UNITS_MAX = 200;
const NOTE_MAX = 10_000;
const ATTRIBUTE_MAX = 200;
/** What is longer is told by the emotion's own rule. */
const EMOTION_SHOWN_MAX = 40;

/** The rows that name a subject and a clip. What a cell says wrongly is listed and left out; the row stays. */
export function readSheetRows(
  columns: SheetColumns,
  emotions: EmotionReader,
  sheet: string,
  skipped: Skipped[],
): SheetRow[] {
  return columns.rows.flatMap((row) => {
    const list = (reason: string) => skipped.push({ item: sheet, row: row.row, reason });
    const subject = columns.cell(row, 'subject');
    const clip = columns.cell(row, 'clip');
    const problem = nameProblem('subject', subject) ?? nameProblem('clip', clip);
    if (problem !== null) {
      list(problem);
      return [];
    }
    return {
      row: row.row,
      dataset: readDataset(columns.cell(row, 'dataset'), list),
      subject,
      clip,
      marks: readMarks(row, columns, list),
      emotion: readEmotion(columns.cell(row, 'emotion'), emotions, list),
      actionUnits: readText('action units', columns.cell(row, 'actionUnits'), ACTION_UNITS_MAX, list),
      fps: readFps(columns.cell(row, 'fps'), list),
      note: readText('note', columns.cell(row, 'note'), NOTE_MAX, list) ?? '',
      attributes: readAttributes(row, columns, list),
    };
  });
}

type List = (reason: string) => void;

/** A column `Data` may hold anything: only what is known is believed. */
function readDataset(cell: string, list: List): string | null {
  if (isNothing(cell)) return null;
  if (isKnownDataset(cell)) return datasetName(cell);
  list(`its data set ${shown(cell)} is none that is known: name it for the whole sheet`);
  return null;
}

function readEmotion(cell: string, emotions: EmotionReader, list: List): string | null {
  if (cell === '' || cell === '/') return null;
  const unusable = cell.length > EMOTION_SHOWN_MAX ? null : nameProblem('emotion', cell);
  const { emotion, problem } = unusable === null ? emotions.read(cell) : { emotion: null, problem: unusable };
  if (problem !== null) list(problem);
  return emotion;
}

/** Null for nothing, and for what is no text of people's, which is listed. */
function readText(what: string, cell: string, max: number, list: List): string | null {
  if (cell === '' || cell === '/') return null;
  const problem = cell.length > max ? 'too long to be some' : textProblem(cell);
  if (problem === null) return cell;
  list(`its ${what} ${shown(cell)} ${what.endsWith('s') ? 'are' : 'is'} ${problem}`);
  return null;
}

function textProblem(cell: string): string | null {
  if (/^[=@]/.test(cell)) return 'a formula';
  return /[^\P{Cc}\t\r\n]/u.test(cell) ? 'no text that can be read' : null;
}

function readAttributes(row: TableRow, columns: SheetColumns, list: List): Record<string, string> {
  const said: Record<string, string> = {};
  for (const [name, column] of columns.attributes) {
    const value = column.cell(row);
    const text = isNothing(value) ? null : readText(name, value, ATTRIBUTE_MAX, list);
    if (text !== null) said[name] = text;
  }
  return said;
}

function readMarks(row: TableRow, columns: SheetColumns, list: List): Marks {
  const read = (name: MarkName): number | null => {
    const cell = columns.cell(row, name);
    if (isNothing(cell)) return null;
    const value = frameNumber(cell);
    if (value === undefined) list(`its ${name} ${shown(cell)} is no frame number`);
    return value ?? null;
  };
  return orderedMarks({ onset: read('onset'), apex: read('apex'), offset: read('offset') }, list);
}

/** Leaves out an offset before the onset or a 0 that stands for "unknown", and an apex outside of both. */
function orderedMarks({ onset, apex, offset }: Marks, list: List): Marks {
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

function readFps(cell: string, list: List): number | null {
  if (isNothing(cell)) return null;
  const value = decimalNumber(cell);
  if (value !== undefined && value > 0) return value;
  list(`its frame rate ${shown(cell)} is none`);
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
 * tells them apart (CAS(ME)^3 has 397 of these; with `areParts` it does in every row). A row that is about the same clip again is listed.
 */
export function tellRowsApart(
  rows: readonly SheetRow[],
  areParts: boolean,
  sheet: string,
  skipped: Skipped[],
): ClipRow[] {
  const recordingOf = ({ dataset, subject, clip }: SheetRow) =>
    JSON.stringify([dataset, foldSubject(subject), foldName(clip)]);
  const onsets = new Map<string, Set<number | null>>();
  for (const row of rows) {
    const recording = recordingOf(row);
    onsets.set(recording, (onsets.get(recording) ?? new Set()).add(row.marks.onset));
  }
  const first = new Map<string, SheetRow>();
  return rows.flatMap((row) => {
    const recording = recordingOf(row);
    const isPart = areParts || (onsets.get(recording)?.size ?? 1) > 1;
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
