import { csvRecord } from '#shared/base/csv.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { classProblem, type MegcClass, readMegcClass } from './classes.ts';
import { datasetName, identity } from './names.ts';
import { nameProblem, shown, textLines } from './text-lines.ts';

/** A clip of the composite; `row` counts the file's lines from 1. */
export interface MegcManifestRow {
  /** One spelling for each: `casme2`, `samm`, `smic`; another data set's own name in lower case. */
  readonly dataset: string;
  /** As written: the composite's `6` is `006` in SAMM's own sheet. */
  readonly subject: string;
  readonly clip: string;
  readonly megcClass: MegcClass;
  readonly row: number;
}
/** Every row that is not blank is in one of both. */
export interface MegcManifest {
  readonly rows: readonly MegcManifestRow[];
  readonly skipped: readonly { readonly row: number; readonly reason: string }[];
}

const COLUMNS = ['data set', 'subject', 'clip', 'class'] as const;

/**
 * Reads the list of the MEGC 2019 composite: no header, `dataset,subject,clip,class`. Rows of empty cells are blank.
 * A clip is named by data set, subject and clip together; the first row of one is kept. Throws OnsetError `bad-input`
 * for bytes that are no text.
 */
export function parseMegcManifest(bytes: Uint8Array, name: string): MegcManifest {
  const rows: MegcManifestRow[] = [];
  const skipped: { row: number; reason: string }[] = [];
  const clips = new Map<string, MegcManifestRow>();
  for (const { line, text } of textLines(bytes, name)) {
    const cells = cellsOf(text);
    if (cells.length === 0) continue;
    const found = readRow(cells, line);
    if (typeof found === 'string') {
      skipped.push({ row: line, reason: found });
      continue;
    }
    const key = identity(found.dataset, found.subject, found.clip);
    const earlier = clips.get(key);
    if (earlier === undefined) rows.push(found);
    else skipped.push({ row: line, reason: repeatedReason(found, earlier) });
    clips.set(key, earlier ?? found);
  }
  return { rows, skipped };
}

/** None of the four may hold a comma, so that quotes can only stand around a whole cell. Empty cells at the end go. */
function cellsOf(text: string): string[] {
  const cells = text.split(/[,;\t]/).map((cell) =>
    cell
      .trim()
      .replace(/^"([^"]*)"$/, '$1')
      .trim(),
  );
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}

/** The row, or why it is none. */
function readRow(cells: readonly string[], row: number): MegcManifestRow | string {
  const [dataset = '', subject = '', clip = '', label = '', extra] = cells;
  if (cells.length === 1) return `${shown(dataset)} is no row: a row is dataset,subject,clip,class`;
  if (extra !== undefined) return `it has more cells than ${COLUMNS.join(', ')}: ${shown(extra)}`;
  const badName = [dataset, subject, clip]
    .map((cell, i) => nameProblem(COLUMNS[i] ?? '', cell))
    .find((problem) => problem !== null);
  if (badName !== undefined) return badName;
  const megcClass = readMegcClass(label);
  if (megcClass === undefined) return classProblem('class', label);
  return { dataset: datasetName(dataset), subject, clip, megcClass, row };
}

function repeatedReason(row: MegcManifestRow, earlier: MegcManifestRow): string {
  return row.megcClass === earlier.megcClass
    ? `it says the same of clip ${row.clip} as row ${earlier.row}`
    : `clip ${row.clip} stands already in row ${earlier.row}, with another class: row ${earlier.row} is kept`;
}

/** The inverse of {@link parseMegcManifest}. Throws OnsetError `bad-input` for names that the list cannot hold. */
export function formatMegcManifest(rows: readonly Omit<MegcManifestRow, 'row'>[]): string {
  const text = rows.map((row) => csvRecord([row.dataset, row.subject, row.clip, row.megcClass])).join('');
  const [bad] = parseMegcManifest(new TextEncoder().encode(text), 'the list').skipped;
  if (bad !== undefined)
    throw new OnsetError('bad-input', `A MEGC list cannot hold row ${bad.row}: ${bad.reason}.`);
  return text;
}
