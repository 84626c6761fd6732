import { basename, resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedClip, ImportedFrame, ImportedLabel } from '#shared/domain/import.ts';
import { createEmotionReader } from './emotion-reader.ts';
import { numberingGaps } from './frame-order.ts';
import { parseLayout } from './layout.ts';
import { type JoinedMedia, joinMedia } from './layout-join.ts';
import { type ReadClip, readFrames } from './media/read-frames.ts';
import { createPlan, type Importer, type ImportTask, type Skipped } from './plan.ts';
import {
  type ClipRow,
  type MarkName,
  type Marks,
  REQUIRED_COLUMNS,
  readSheetRows,
  SHEET_COLUMNS,
  tellRowsApart,
} from './sheet-rows.ts';
import { clipKey, sourceName, sourceRater, step } from './source.ts';
import { findColumns, hasColumns } from './tables/columns.ts';
import { readTables } from './tables/read-tables.ts';
import type { Table } from './tables/table.ts';

/**
 * One row a clip, from .xlsx or .csv, joined to the frames below `mediaRoot` by a layout. The labels belong to a rater
 * named after the sheet. A clip whose media is missing is kept: its frames from the first mark to the last are known by
 * their numbers. In a sheet whose rows are parts of recordings (see {@link tellRowsApart}) a clip is the frames from its
 * onset to its offset, else all frames of its folder. A mark that is none of the frames is left out and listed.
 */
export const importCodingSheet: Importer = async (request, _known, task) => {
  const file = resolve(request.source);
  const sheet = basename(file);
  const skipped: Skipped[] = [];
  const table = pickTable(await readTables(file), sheet, skipped);
  const columns = findColumns(table, SHEET_COLUMNS, REQUIRED_COLUMNS, sheet);
  const emotions = createEmotionReader(request.aliases);
  const rows = tellRowsApart(readSheetRows(columns, emotions, sheet, skipped), sheet, skipped);
  const { layout, media } = await readMedia(rows, request.mediaRoot, request.layout, task, skipped);

  const set = sourceName(file, true);
  const rater = sourceRater(set);
  const clips: ImportedClip[] = [];
  const labels: ImportedLabel[] = [];
  for (const [index, row] of rows.entries()) {
    const found = media[index];
    const list = (reason: string) => skipped.push({ item: sheet, row: row.row, reason });
    const clip = toClip(row, clipKey(set, row.subject, row.name), found, request.mediaRoot, list);
    clips.push({ ...clip, fps: row.fps ?? request.fps });
    const label = toLabel(row, clip, rater, list);
    if (label !== null) labels.push(label);
  }
  const aliasesApplied = emotions.applied();
  return createPlan(request.kind, {
    clips,
    labels,
    skipped,
    aliasesApplied,
    layout,
    columns: columns.headers,
  });
};

/** The first sheet with the columns; others with them are listed. Without any, the first that holds something. */
function pickTable(tables: readonly Table[], sheet: string, skipped: Skipped[]): Table {
  const fitting = tables.filter((table) => hasColumns(table, SHEET_COLUMNS, REQUIRED_COLUMNS));
  for (const other of fitting.slice(1))
    skipped.push({
      item: `${sheet}, sheet ${other.name}`,
      row: null,
      reason: 'only the first sheet with clips is read',
    });
  const table = fitting[0] ?? tables.find(({ rows }) => rows.length > 0);
  if (table === undefined) throw new OnsetError('bad-input', `${sheet} holds no rows.`);
  skipped.push(...table.badRows.map(({ row, reason }) => ({ item: sheet, row, reason })));
  return table;
}

/** For each row the frames found and read; without frames where there are none. */
async function readMedia(
  rows: readonly ClipRow[],
  mediaRoot: string | null,
  layoutText: string | null,
  task: ImportTask,
  skipped: Skipped[],
): Promise<{ layout: string | null; media: ReadClip[] }> {
  if (layoutText !== null) parseLayout(layoutText);
  if (mediaRoot === null) {
    if (layoutText !== null)
      throw new OnsetError('bad-input', `Name the media folder that the layout ${layoutText} starts from.`);
    return { layout: null, media: [] };
  }
  const joined = await joinMedia(resolve(mediaRoot), layoutText, rows, task.signal);
  const hasParts = rows.some((row) => row.isPart);
  const frames = rows.map((row) => framesOf(row, joined, hasParts));
  const read = await readFrames(resolve(mediaRoot), frames, step(task, 'Reading frames'));
  skipped.push(...joined.skipped, ...read.skipped);
  return { layout: joined.layout, media: read.clips };
}

function framesOf(row: ClipRow, joined: JoinedMedia, hasParts: boolean): readonly ImportedFrame[] {
  const all = joined.frames(row.subject, row.clip);
  if (!hasParts) return all;
  const [first, last] = knownSpan(row.marks);
  return all.filter(({ sourceNumber }) => sourceNumber >= first && sourceNumber <= last);
}

/** From the first known mark to the last; empty (first after last) where none is known. */
function knownSpan({ onset, apex, offset }: Marks): readonly [first: number, last: number] {
  const known = [onset, apex, offset].filter((mark) => mark !== null);
  return [Math.min(...known), Math.max(...known)];
}

/** No micro- or macro-expression is this long: such a span is a slip of the pen. */
const MAX_SPAN_FRAMES = 100_000;

function toClip(
  row: ClipRow,
  key: string,
  found: ReadClip | undefined,
  mediaRoot: string | null,
  list: (reason: string) => void,
): ImportedClip {
  const named = { key, name: row.name, subject: row.subject, split: null, fps: null };
  if (found === undefined || found.frames.length === 0 || mediaRoot === null)
    return { ...named, root: null, frames: placeholders(row, list), contentHash: null };
  const gaps = numberingGaps(found.frames);
  if (gaps !== null) list(`there are no frames ${gaps} of ${row.name}: the others are kept`);
  return { ...named, root: resolve(mediaRoot), ...found };
}

function placeholders(row: ClipRow, list: (reason: string) => void): ImportedFrame[] {
  const [first, last] = knownSpan(row.marks);
  if (first > last) return [];
  if (last - first < MAX_SPAN_FRAMES)
    return Array.from({ length: last - first + 1 }, (_, index) => ({
      path: '',
      sourceNumber: first + index,
    }));
  list(`its marks span ${last - first + 1} frames, which cannot be: they are left out`);
  return [];
}

/** Null where the row says nothing of its clip. */
function toLabel(
  row: ClipRow,
  clip: ImportedClip,
  rater: string,
  list: (reason: string) => void,
): ImportedLabel | null {
  const numbers = new Set(clip.frames.map((frame) => frame.sourceNumber));
  const mark = (name: MarkName): number | null => {
    const number = row.marks[name];
    if (number === null || numbers.has(number)) return number;
    if (numbers.size > 0) list(`its ${name} ${number} is none of the clip's frames: it is left out`);
    return null;
  };
  const { emotion, actionUnits } = row;
  const marks = { onset: mark('onset'), apex: mark('apex'), offset: mark('offset') };
  const said = [emotion, actionUnits, ...Object.values(marks)].some((value) => value !== null);
  return said
    ? { clipKey: clip.key, rater, emotion, intensity: null, ...marks, apexEstimated: false, actionUnits }
    : null;
}
