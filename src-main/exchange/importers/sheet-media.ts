import { resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedClip, ImportedFrame, ImportRequest } from '#shared/domain/import.ts';
import { numberingGaps } from './frame-order.ts';
import { parseLayout } from './layout.ts';
import { joinMedia } from './layout-join.ts';
import { readFrames } from './media/read-frames.ts';
import type { VideoReading } from './media/read-videos.ts';
import { knownSpan, partOf } from './sheet-parts.ts';
import type { ClipRow } from './sheet-rows.ts';
import { type RowMedia, readRowVideos, type SheetTask } from './sheet-videos.ts';
import { step } from './source.ts';

/** For each row the frames found and read; without frames where there are none. Marks are numbers of these frames. */
export async function readMedia(
  rows: readonly ClipRow[],
  { mediaRoot, layout: layoutText, fps }: Pick<ImportRequest, 'mediaRoot' | 'layout' | 'fps'>,
  videos: VideoReading,
  told: SheetTask,
): Promise<{ layout: string | null; rows: readonly ClipRow[]; media: readonly RowMedia[] }> {
  if (layoutText !== null) parseLayout(layoutText);
  if (mediaRoot === null) {
    if (layoutText !== null)
      throw new OnsetError('bad-input', `Name the media folder that the layout ${layoutText} starts from.`);
    return { layout: null, rows, media: [] };
  }
  const { task, skipped } = told;
  const root = resolve(mediaRoot);
  const joined = await joinMedia(root, layoutText, rows, task.signal);
  const { layout, firstNumber } = joined;
  if (firstNumber !== null) {
    const read = await readRowVideos(rows, { root, joined, firstNumber, fps, videos }, told);
    skipped.push(...joined.skipped);
    return { layout, ...read };
  }
  const hasParts = rows.some((row) => row.isPart);
  const frames = rows.map((row) => {
    const all = joined.frames(row.subject, row.clip);
    return hasParts ? partOf(row.marks, all) : all;
  });
  const read = await readFrames(root, frames, step(task, 'Reading frames'));
  skipped.push(...joined.skipped, ...read.skipped);
  return { layout, rows, media: read.clips };
}

/** No micro- or macro-expression is this long: such a span is a slip of the pen. */
const MAX_SPAN_FRAMES = 100_000;

export type ClipMedia = Pick<ImportedClip, 'root' | 'frames' | 'contentHash' | 'container'>;

/** The frames of a row's clip; without media those that its marks tell of. */
export function mediaOf(
  row: ClipRow,
  found: RowMedia | undefined,
  mediaRoot: string | null,
  list: (reason: string) => void,
): ClipMedia {
  if (found === undefined || found.frames.length === 0 || mediaRoot === null)
    return { root: null, frames: placeholders(row, list), contentHash: null };
  const gaps = numberingGaps(found.frames);
  if (gaps !== null) list(`there are no frames ${gaps} of ${row.name}: the others are kept`);
  const { frames, contentHash, container } = found;
  const media = { root: resolve(mediaRoot), frames, contentHash };
  return container === undefined ? media : { ...media, container };
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
