import { OnsetError } from '#shared/base/errors.ts';
import { decimalNumber, frameNumber } from '../tables/cells.ts';
import { type ColumnNames, type FoundColumns, findColumns } from '../tables/columns.ts';
import type { Table, TableRow } from '../tables/table.ts';

type Field = 'frame' | 'face' | 'confidence' | 'success';
const COLUMNS: ColumnNames<Field> = {
  frame: ['frame'],
  face: ['face_id'],
  confidence: ['confidence'],
  success: ['success'],
};
/** Below it studies with OpenFace leave frames out, though it calls them a success. */
export const MIN_CONFIDENCE = 0.8;
/** `AU01_r` is how strong the unit is, 0 to 5; `AU01_c` whether it is there. */
const UNIT_COLUMN = /^AU(\d{1,2})_([rc])$/i;
const FULL_STRENGTH = 5;

/** One frame of a face, as OpenFace saw it. */
export interface FaceFrame {
  /** OpenFace's own number of the frame. */
  readonly number: number;
  /** False where it lost the face, or is not sure of it. */
  readonly isSure: boolean;
  /** Number of the action unit → how strong, 0 to 1. */
  readonly strengths: ReadonlyMap<number, number>;
  /** The action units that are there, by their numbers. */
  readonly present: readonly number[];
}
export interface OpenFaceTable {
  /** In order of their numbers, one each. */
  readonly frames: readonly FaceFrame[];
  readonly headers: Readonly<Record<string, string>>;
  readonly problems: readonly { readonly row: number | null; readonly reason: string }[];
}

/**
 * OpenFace's csv of a sequence. Of several faces the first is read, the others are listed. Throws OnsetError
 * `bad-input` where it is no such table.
 */
export function readOpenFace(table: Table, name: string): OpenFaceTable {
  const columns = findColumns(table, COLUMNS, ['frame'], name);
  const problems: { row: number | null; reason: string }[] = [...columns.badRows];
  const units = unitColumns(columns);
  if (!units.some(({ says }) => says === 'strength'))
    throw new OnsetError(
      'bad-input',
      `${name} has no column for the strength of an action unit (such as AU01_r): run OpenFace with -aus.`,
    );
  for (const field of ['confidence', 'success'] as const)
    if (columns.headers[field] === undefined)
      problems.push({ row: null, reason: `it has no column ${field}: all its frames are taken` });
  const frames = new Map<number, FaceFrame>();
  for (const row of firstFace(columns, problems)) {
    const list = (reason: string) => problems.push({ row: row.row, reason });
    const number = frameNumber(columns.cell(row, 'frame'));
    if (number === undefined) list(`its frame "${short(columns.cell(row, 'frame'))}" is no number`);
    else if (frames.has(number)) list(`frame ${number} stands there twice: the first is taken`);
    else frames.set(number, readFrame(row, number, columns, units, list));
  }
  return {
    frames: [...frames.values()].sort((a, b) => a.number - b.number),
    headers: { ...columns.headers, ...Object.fromEntries(units.map(({ key, header }) => [key, header])) },
    problems,
  };
}

interface UnitColumn {
  readonly key: string;
  readonly header: string;
  readonly unit: number;
  readonly says: 'strength' | 'presence';
  cell(row: TableRow): string;
}

function unitColumns(columns: FoundColumns<Field>): UnitColumn[] {
  return columns.allHeaders.flatMap((header): UnitColumn[] => {
    const [, digits, kind] = UNIT_COLUMN.exec(header) ?? [];
    const column = columns.find([header]);
    if (digits === undefined || kind === undefined || column === null) return [];
    const says = kind.toLowerCase() === 'r' ? 'strength' : 'presence';
    const unit = Number(digits);
    return [{ key: `${traceNameOf(unit)} ${says}`, header, unit, says, cell: column.cell }];
  });
}

/** `AU01`, as OpenFace has it. */
export function traceNameOf(unit: number): string {
  return `AU${String(unit).padStart(2, '0')}`;
}

function firstFace(
  columns: FoundColumns<Field>,
  problems: { row: number | null; reason: string }[],
): readonly TableRow[] {
  const faces = Map.groupBy(columns.rows, (row) => columns.cell(row, 'face'));
  const [first, ...others] = faces;
  for (const [face, rows] of others) {
    const reason = `only face ${short(first?.[0] ?? '')} is read; rows of face ${short(face)}: ${rows.length}`;
    problems.push({ row: null, reason });
  }
  return first?.[1] ?? [];
}

function readFrame(
  row: TableRow,
  number: number,
  columns: FoundColumns<Field>,
  units: readonly UnitColumn[],
  list: (reason: string) => void,
): FaceFrame {
  const isSure = isSureOf(row, columns, list);
  const strengths = new Map<number, number>();
  const present: number[] = [];
  // What it says where it lost the face is nothing.
  for (const { unit, says, header, cell } of isSure ? units : []) {
    const value = decimalNumber(cell(row));
    const most = says === 'strength' ? FULL_STRENGTH : 1;
    if (value === undefined || value < 0 || value > most)
      list(`its ${header} "${short(cell(row))}" is not between 0 and ${most}: it is left out`);
    else if (says === 'strength') strengths.set(unit, value / FULL_STRENGTH);
    else if (value === 1) present.push(unit);
  }
  return { number, isSure, strengths, present };
}

function isSureOf(row: TableRow, columns: FoundColumns<Field>, list: (reason: string) => void): boolean {
  return (['success', 'confidence'] as const).every((field) => {
    if (columns.headers[field] === undefined) return true;
    const value = decimalNumber(columns.cell(row, field));
    if (value === undefined) list(`its ${field} "${short(columns.cell(row, field))}" is no number`);
    return value !== undefined && value >= (field === 'success' ? 1 : MIN_CONFIDENCE);
  });
}

const SHOWN_CHARACTERS = 40;
const short = (text: string) =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
