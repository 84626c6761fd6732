import { join } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import { frameTimestampMs } from '#shared/base/units.ts';
import type { ClipMedia } from '#shared/domain/clip.ts';
import type { FramePlace } from '#shared/domain/frames.ts';

/** What media needs to know of a clip. */
export interface MediaClip {
  readonly name: string;
  readonly fps: number | null;
  /** No root, or empty paths, where the media is missing. */
  readonly media: Omit<ClipMedia, 'root'> & { readonly root: string | null };
}

/** A frame of a clip: where it lies, and what its source says of it. */
export interface ClipFrame {
  readonly place: FramePlace;
  readonly sourceNumber: number;
  readonly timestampMs: number | null;
}

/** Throws OnsetError `not-found`. */
export function frameOfClip(clip: MediaClip, index: number): ClipFrame {
  const { paths, sourceNumbers } = clip.media;
  const place = placeOf(clip, index);
  if (place === null)
    throw new OnsetError(
      'not-found',
      paths.length === 0
        ? `The clip ${clip.name} has no frames on this machine.`
        : paths[index] === undefined
          ? `The clip ${clip.name} has no frame ${index}: it has ${paths.length}, counted from 0.`
          : `The frames of the clip ${clip.name} were not there when it was imported. Import it again once they are.`,
    );
  return { place, sourceNumber: sourceNumbers[index] ?? index, timestampMs: timestampOf(clip, index) };
}

/** Where all frames lie, in order; null where the media is missing. */
export function placesOfClip(clip: MediaClip): FramePlace[] | null {
  const places = clip.media.paths.flatMap((_, index) => placeOf(clip, index) ?? []);
  return places.length === 0 || places.length < clip.media.paths.length ? null : places;
}

function placeOf({ media }: MediaClip, index: number): FramePlace | null {
  const { root, paths, sourceNumbers, container, timestampsMs } = media;
  const path = paths[index];
  const number = sourceNumbers[index];
  if (root === null || path === undefined || path === '' || number === undefined) return null;
  const file = join(root, path);
  if (container === null) return { kind: 'image', file };
  if (container.kind === 'pixel-table') return { kind: 'pixels', file, number };
  return { kind: 'video', file, number, timestampMs: timestampsMs?.[index] ?? null };
}

/** As the container says; else by index and frame rate; null where neither is known. */
function timestampOf({ fps, media }: MediaClip, index: number): number | null {
  return media.timestampsMs?.[index] ?? frameTimestampMs(index, fps);
}

/** Names the frame's content: the same bytes, wherever they lie, have the same key. */
export function keyOfFrame(clip: MediaClip, index: number): string {
  const { contentHash } = clip.media;
  return contentHash === null
    ? `place ${JSON.stringify(frameOfClip(clip, index).place)}`
    : `${contentHash} ${index}`;
}

/** Says which clip a failure of one of its files is about. */
export function inWordsOf(clip: MediaClip, error: unknown): unknown {
  if (!(error instanceof OnsetError)) return error;
  return new OnsetError(error.code, `Clip ${clip.name}: ${error.message}`, { cause: error });
}
