import { join } from 'node:path';
import type { FrameReply, FrameRequest } from '#shared/contract/frames.ts';
import type { FramePlace, VideoProbe } from '#shared/domain/frames.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { askDecoder, type DecoderTask } from './ask-decoder.ts';
import { createImageCache } from './image-cache.ts';
import { createImageDecoder } from './image-decoder.ts';
import type { PackTask } from './pack-child.ts';
import { createPackStore, type PackOrder, type PackOutcome } from './packs.ts';
import { frameOfClip, inWordsOf, keyOfFrame, type MediaClip } from './sources.ts';
import { createThumbnailStore } from './thumbnails.ts';
import { type WriteOrder, writeFrames } from './write-frames.ts';

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
  /** Decodes a video whole. Throws OnsetError `bad-input` naming the file, or `cancelled`. */
  probe(file: string, task: DecoderTask): Promise<VideoProbe>;
  /** Writes frames of the clip as PNG: all or none, see {@link writeFrames}. */
  write(clip: MediaClip, order: WriteOrder, task: DecoderTask): Promise<void>;
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

  const make = async (place: FramePlace, key: string, size: FrameRequest['size']): Promise<Encoded> => {
    if (size === 'full') return decoder.decode(place, size);
    const kept = await thumbnails.read(key);
    if (kept !== null) return { mimeType: THUMBNAIL_TYPE, bytes: kept };
    const made = await decoder.decode(place, size);
    await thumbnails.write(key, made.bytes);
    return made;
  };

  /** From memory, or the same work for all who ask at once. */
  const fetch = (place: FramePlace, key: string, size: FrameRequest['size']): Promise<Encoded> => {
    const name = `${size} ${key}`;
    const kept = memory.get(name);
    if (kept !== undefined) return Promise.resolve(kept);
    const started = underWay.get(name);
    if (started !== undefined) return started;
    const work = make(place, key, size)
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
      const { place, ...facts } = frameOfClip(clip, index);
      try {
        const { mimeType, bytes } = await fetch(place, keyOfFrame(clip, index), size);
        return { clipId, index, ...facts, mimeType, bytes };
      } catch (error) {
        throw inWordsOf(clip, error);
      }
    },
    pack: packs.pack,
    probe: (file, task) =>
      askDecoder(
        { type: 'probe', file },
        (event) => (event.type === 'probed' ? event.probe : undefined),
        task,
      ),
    write: async (clip, order, task) => {
      try {
        await writeFrames(order, task);
      } catch (error) {
        throw inWordsOf(clip, error);
      }
    },
    close: async () => {
      await Promise.all([decoder.close(), packs.close()]);
    },
  };
}
