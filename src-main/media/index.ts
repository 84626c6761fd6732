import { join } from 'node:path';
import { frameTimestampMs } from '#shared/base/units.ts';
import type { FrameReply, FrameRequest } from '#shared/contract/frames.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { createImageCache } from './image-cache.ts';
import { createImageDecoder } from './image-decoder.ts';
import type { PackTask } from './pack-child.ts';
import { createPackStore, type PackOrder, type PackOutcome } from './packs.ts';
import { fileOfFrame, inWordsOf, keyOfFrame, type MediaClip } from './sources.ts';
import { createThumbnailStore } from './thumbnails.ts';

export type { PackOrder, PackOutcome } from './packs.ts';
export type { MediaClip } from './sources.ts';

export interface MediaOptions {
  /** The project's cache folder; may be deleted at any time. */
  readonly cacheDir: string;
  /** Throws OnsetError `not-found` for a clip that is not in the catalog. */
  readonly readClip: (clipId: ClipId) => MediaClip;
}

/** The frames of a project's clips. */
export interface Media {
  /** Throws OnsetError: `not-found` (clip, frame or file is not there), `bad-input` (the file is no whole image). */
  frame(request: FrameRequest): Promise<FrameReply>;
  /** Packs frames as squares for training, or finds the pack made before. Throws `cancelled` if the task is. To be released after use. */
  pack(order: PackOrder, task: PackTask): Promise<PackOutcome>;
  /** Ends the decoder children. */
  close(): Promise<void>;
}

interface Encoded {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

const THUMBNAIL_TYPE = 'image/webp';

export function createMedia(options: MediaOptions): Media {
  const decoder = createImageDecoder();
  const memory = createImageCache<Encoded>();
  const thumbnails = createThumbnailStore(join(options.cacheDir, 'thumbnails'));
  const packs = createPackStore(join(options.cacheDir, 'packs'), options.readClip);
  const underWay = new Map<string, Promise<Encoded>>();

  const make = async (file: string, key: string, size: FrameRequest['size']): Promise<Encoded> => {
    if (size === 'full') return decoder.decode(file, size);
    const kept = await thumbnails.read(key);
    if (kept !== null) return { mimeType: THUMBNAIL_TYPE, bytes: kept };
    const made = await decoder.decode(file, size);
    await thumbnails.write(key, made.bytes);
    return made;
  };

  /** From memory, or the same work for all who ask at once. */
  const fetch = (file: string, key: string, size: FrameRequest['size']): Promise<Encoded> => {
    const name = `${size} ${key}`;
    const kept = memory.get(name);
    if (kept !== undefined) return Promise.resolve(kept);
    const started = underWay.get(name);
    if (started !== undefined) return started;
    const work = make(file, key, size)
      .then((image) => {
        memory.set(name, image, image.bytes.length);
        return image;
      })
      .finally(() => underWay.delete(name));
    underWay.set(name, work);
    return work;
  };

  return {
    frame: async ({ clipId, index, size }) => {
      const clip = options.readClip(clipId);
      const { file, sourceNumber } = fileOfFrame(clip, index);
      try {
        const { mimeType, bytes } = await fetch(file, keyOfFrame(clip, index), size);
        return {
          clipId,
          index,
          sourceNumber,
          timestampMs: frameTimestampMs(index, clip.fps),
          mimeType,
          bytes,
        };
      } catch (error) {
        throw inWordsOf(clip, error);
      }
    },
    pack: packs.pack,
    close: async () => {
      await Promise.all([decoder.close(), packs.close()]);
    },
  };
}
