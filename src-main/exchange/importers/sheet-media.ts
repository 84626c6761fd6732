import { resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedClip, ImportedFrame } from '#shared/domain/import.ts';
import { numberingGaps } from './frame-order.ts';
import { parseLayout } from './layout.ts';
import { type JoinedMedia, joinMedia } from './layout-join.ts';
import { type ReadClip, readFrames } from './media/read-frames.ts';
import type { ImportTask, Skipped } from './plan.ts';
import type { ClipRow, Marks } from './sheet-rows.ts';
import { step } from './source.ts';

/** For each row the frames found and read; without frames where there are none. */
export async function readMedia(
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

export type ClipMedia = Pick<ImportedClip, 'root' | 'frames' | 'contentHash'>;

/** The frames of a row's clip; without media those that its marks tell of. */
export function mediaOf(
  row: ClipRow,
  found: ReadClip | undefined,
  mediaRoot: string | null,
  list: (reason: string) => void,
): ClipMedia {
  if (found === undefined || found.frames.length === 0 || mediaRoot === null)
    return { root: null, frames: placeholders(row, list), contentHash: null };
  const gaps = numberingGaps(found.frames);
  if (gaps !== null) list(`there are no frames ${gaps} of ${row.name}: the others are kept`);
  return { root: resolve(mediaRoot), ...found };
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
