import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DECODER_VERSION } from '#main/framestore/chunk-format.ts';
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
  const { place } = frameOfClip(clip, index);
  if (contentHash === null) return `place ${JSON.stringify(place)}`;
  // Clips of one video may begin at different frames.
  return place.kind === 'image'
    ? `${contentHash} ${index}`
    : JSON.stringify([contentHash, { ...place, file: undefined }]);
}

/** The frames of a clip as the cache of decoded frames knows them. */
export interface CachedClip {
  /** Names the content, and how frames are found in it. */
  readonly key: string;
  /** Of all frames, in order. */
  readonly places: readonly FramePlace[];
}

/** Clips are read anew only when they changed: what is worked out of one is worked out once. */
const cachedClips = new WeakMap<MediaClip, CachedClip | null>();

/** Null where the frames are files that a browser shows as they lie, or the media is missing. */
export function cachedClipOf(clip: MediaClip): CachedClip | null {
  const known = cachedClips.get(clip);
  if (known !== undefined) return known;
  const places = placesOfClip(clip);
  const made = places?.some(hasToBeDecoded) ? { key: cacheKeyOf(clip, places), places } : null;
  cachedClips.set(clip, made);
  return made;
}

function hasToBeDecoded({ kind, file }: FramePlace): boolean {
  return kind !== 'image' || /\.(tiff?|bmp)$/i.test(file);
}

function cacheKeyOf({ media }: MediaClip, places: readonly FramePlace[]): string {
  // Of one video several clips may be made, and a rate given by hand takes the times away.
  const frames = media.contentHash === null ? places : places.map((place) => ({ ...place, file: undefined }));
  const content = JSON.stringify([DECODER_VERSION, media.contentHash, frames]);
  return createHash('sha256').update(content).digest('hex').slice(0, 40);
}

/** Says which clip a failure of one of its files is about. */
export function inWordsOf(clip: MediaClip, error: unknown): unknown {
  if (!(error instanceof OnsetError)) return error;
  return new OnsetError(error.code, `Clip ${clip.name}: ${error.message}`, { cause: error });
}
