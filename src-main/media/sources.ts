import { join } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipMedia } from '#shared/domain/clip.ts';

/** What media needs to know of a clip. */
export interface MediaClip {
  readonly name: string;
  readonly fps: number | null;
  /** No root, or empty paths, where the media is missing. */
  readonly media: Omit<ClipMedia, 'root'> & { readonly root: string | null };
}

/** The file of frame `index` and the source's own number for it. Throws OnsetError `not-found`. */
export function fileOfFrame(clip: MediaClip, index: number): { file: string; sourceNumber: number } {
  const { root, paths, sourceNumbers } = clip.media;
  const path = paths[index];
  if (path === undefined)
    throw new OnsetError(
      'not-found',
      paths.length === 0
        ? `The clip ${clip.name} has no frames on this machine.`
        : `The clip ${clip.name} has no frame ${index}: it has ${paths.length}, counted from 0.`,
    );
  if (root === null || path === '') throw missing(clip);
  return { file: join(root, path), sourceNumber: sourceNumbers[index] ?? index };
}

/** The files of all frames, in order; null where the media is missing. */
export function filesOfClip(clip: MediaClip): string[] | null {
  const { root, paths } = clip.media;
  if (root === null || paths.length === 0 || paths.some((path) => path === '')) return null;
  return paths.map((path) => join(root, path));
}

/** Names the frame's content: the same bytes, wherever they lie, have the same key. */
export function keyOfFrame(clip: MediaClip, index: number): string {
  const { contentHash } = clip.media;
  return contentHash === null ? `file ${fileOfFrame(clip, index).file}` : `${contentHash} ${index}`;
}

/** Says which clip a failure of one of its files is about. */
export function inWordsOf(clip: MediaClip, error: unknown): unknown {
  if (!(error instanceof OnsetError)) return error;
  return new OnsetError(error.code, `Clip ${clip.name}: ${error.message}`, { cause: error });
}

function missing(clip: MediaClip): OnsetError {
  return new OnsetError(
    'not-found',
    `The frames of the clip ${clip.name} were not there when it was imported. Import it again once they are.`,
  );
}
