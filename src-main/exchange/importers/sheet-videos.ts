import { hash } from 'node:crypto';
import type { MediaContainer } from '#shared/domain/clip.ts';
import type { ImportedFrame } from '#shared/domain/import.ts';
import type { JoinedMedia } from './layout-join.ts';
import type { ReadClip } from './media/read-frames.ts';
import { type ReadVideo, readVideos, type VideoReading } from './media/read-videos.ts';
import type { ImportTask, Skipped } from './plan.ts';
import { partOf } from './sheet-parts.ts';
import type { ClipRow, Marks } from './sheet-rows.ts';
import { step } from './source.ts';

/** The frames of a row's clip, and what a video that they lie in says. */
export interface RowMedia extends ReadClip {
  readonly container?: MediaContainer;
  readonly fps?: number | null;
}

/** Where what is found out about a sheet is told. */
export interface SheetTask {
  readonly task: ImportTask;
  readonly sheet: string;
  readonly skipped: Skipped[];
}

/** Videos as a sheet's layout finds them. */
interface SheetVideos {
  readonly root: string;
  readonly joined: JoinedMedia;
  /** The number that the sheet gives the first frame of each. */
  readonly firstNumber: number;
  /** The user's own rate. */
  readonly fps: number | null;
  readonly videos: VideoReading;
}

/** For each row the frames of its video, and its marks as places in the video. A mark beyond it is left out and listed. */
export async function readRowVideos(
  rows: readonly ClipRow[],
  { root, joined, firstNumber, fps, videos }: SheetVideos,
  { task, sheet, skipped }: SheetTask,
): Promise<{ readonly rows: readonly ClipRow[]; readonly media: readonly RowMedia[] }> {
  const pathOf = rows.map(({ subject, clip }) => joined.frames(subject, clip)[0]?.path ?? null);
  const paths = [...new Set(pathOf.filter((path) => path !== null))];
  const outcomes = await readVideos(root, paths, videos, step(task, 'Reading videos'));
  const byPath = new Map<string, ReadVideo>();
  for (const [index, outcome] of outcomes.entries()) {
    const item = paths[index] ?? '';
    const reason = 'problem' in outcome ? outcome.problem : outcome.damage;
    if (reason !== null) skipped.push({ item, row: null, reason });
    if (!('problem' in outcome)) byPath.set(item, outcome);
  }
  const hasParts = rows.some(({ isPart }) => isPart);
  const placed = rows.map((row, index) => {
    const path = pathOf[index] ?? '';
    const video = byPath.get(path);
    const list = (reason: string) => skipped.push({ item: sheet, row: row.row, reason });
    const marks = placedMarks(row.marks, firstNumber, video?.frames.length ?? null, list);
    const media =
      video === undefined ? NO_MEDIA : mediaOf(path, video, { hasParts, marks, fps: row.fps ?? fps });
    return { row: { ...row, marks }, media };
  });
  return { rows: placed.map(({ row }) => row), media: placed.map(({ media }) => media) };
}

const NO_MEDIA: RowMedia = { frames: [], contentHash: null };

/** `frameCount` null: nobody knows how far the video goes. */
function placedMarks(
  marks: Marks,
  firstNumber: number,
  frameCount: number | null,
  list: (reason: string) => void,
): Marks {
  const place = (name: keyof Marks): number | null => {
    const number = marks[name];
    if (number === null) return null;
    const index = number - firstNumber;
    if (index >= 0 && (frameCount === null || index < frameCount)) return index;
    const frames = frameCount === null ? '' : ` to ${firstNumber + frameCount - 1}`;
    list(`its ${name} ${number} is none of the video's frames (${firstNumber}${frames}): it is left out`);
    return null;
  };
  return { onset: place('onset'), apex: place('apex'), offset: place('offset') };
}

function mediaOf(
  path: string,
  video: ReadVideo,
  {
    hasParts,
    marks,
    fps,
  }: { readonly hasParts: boolean; readonly marks: Marks; readonly fps: number | null },
): RowMedia {
  const part = hasParts ? partOf(marks, video.frames) : video.frames;
  const frames = fps === null ? part : part.map(({ sourceNumber }) => ({ path: '', sourceNumber }));
  const container = { kind: 'video' as const, path };
  return { frames, contentHash: hashOfPart(video, part), container, fps: video.fps };
}

/** Frames are kept by a clip's hash and their index in it: another part of the same video needs another one. */
function hashOfPart({ frames, contentHash }: ReadVideo, part: readonly ImportedFrame[]): string {
  if (part.length === frames.length) return contentHash;
  return partHash(contentHash, part[0]?.sourceNumber, part.at(-1)?.sourceNumber);
}

/** The content hash of a clip that is part of a video, by the video's hash and the numbers of its first and last frame. */
export function partHash(fileHash: string, first: number | undefined, last: number | undefined): string {
  return hash('sha256', `${fileHash} ${first} ${last}`, 'hex');
}
