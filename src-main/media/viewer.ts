import { join } from 'node:path';
import type { FrameReply, FrameRequest } from '#shared/contract/frames.ts';
import { type ChunkStore, createChunkStore } from './chunk-store.ts';
import { createFillChild } from './fill-child.ts';
import { createFrameCache } from './frame-cache.ts';
import { createImageCache } from './image-cache.ts';
import { createImageDecoder, type Encoded } from './image-decoder.ts';
import { createReadAhead } from './read-ahead.ts';
import { cachedClipOf, frameOfClip, inWordsOf, keyOfFrame, type MediaClip } from './sources.ts';
import { createThumbnailStore } from './thumbnails.ts';

/** Frames to be looked at, one at a time. */
export interface Viewer {
  /** Throws OnsetError: `not-found` (frame or file is not there), `bad-input` (the file is no whole image or video). */
  frame(clip: MediaClip, request: FrameRequest): Promise<FrameReply>;
  close(): Promise<void>;
}

const THUMBNAIL_TYPE = 'image/webp';

interface UnderWay {
  readonly work: Promise<Encoded>;
  readonly when: 'now' | 'ahead';
}

export function createViewer(
  cacheDir: string,
  chunks: ChunkStore = createChunkStore(join(cacheDir, 'frames')),
): Viewer {
  const decoder = createImageDecoder();
  const memory = createImageCache<Encoded>();
  const thumbnails = createThumbnailStore(join(cacheDir, 'thumbnails'));
  const cache = createFrameCache(chunks, createFillChild());
  const underWay = new Map<string, UnderWay>();

  const thumbnail = async (clip: MediaClip, index: number): Promise<Encoded> => {
    const key = keyOfFrame(clip, index);
    const kept = await thumbnails.read(key);
    if (kept !== null) return { mimeType: THUMBNAIL_TYPE, bytes: kept };
    const { place } = frameOfClip(clip, index);
    const cached = cachedClipOf(clip);
    const whole = cached === null ? null : await cache.peek(cached, index);
    const made = await (whole === null
      ? decoder.decode(place, 'thumbnail')
      : decoder.shrink(whole.bytes, place.file));
    await thumbnails.write(key, made.bytes);
    return made;
  };
  const full = (clip: MediaClip, index: number, when: 'now' | 'ahead'): Promise<Encoded> => {
    const decode = () => decoder.decode(frameOfClip(clip, index).place, 'full', when);
    const cached = cachedClipOf(clip);
    return cached === null ? decode() : cache.get(cached, index, decode);
  };

  /** From memory, or the same work for all who ask at once. */
  const fetch = (
    clip: MediaClip,
    index: number,
    size: FrameRequest['size'],
    when: 'now' | 'ahead' = 'now',
  ): Promise<Encoded> => {
    const name = `${size} ${keyOfFrame(clip, index)}`;
    const kept = memory.get(name);
    if (kept !== undefined) return Promise.resolve(kept);
    const started = underWay.get(name);
    // What is asked for now does not wait its turn among what is read ahead.
    if (started !== undefined && (started.when === 'now' || when === 'ahead')) return started.work;
    const work = (size === 'full' ? full(clip, index, when) : thumbnail(clip, index))
      .then((image) => {
        memory.set(name, image, image.bytes.length);
        return image;
      })
      .finally(() => {
        if (underWay.get(name)?.work === work) underWay.delete(name);
      });
    underWay.set(name, { work, when });
    return work;
  };

  // What the cache on disk holds is quick without, and what it lacks is being filled.
  const ahead = createReadAhead((clip, index) =>
    cachedClipOf(clip) === null ? fetch(clip, index, 'full', 'ahead') : Promise.resolve(null),
  );

  return {
    frame: async (clip, { clipId, index, size }) => {
      const { place: _, ...facts } = frameOfClip(clip, index);
      try {
        const { mimeType, bytes } = await fetch(clip, index, size);
        if (size === 'full') ahead.from(clip, index);
        const { contentHash } = clip.media;
        return { clipId, index, ...facts, contentHash, mimeType, bytes };
      } catch (error) {
        throw inWordsOf(clip, error);
      }
    },
    close: async () => {
      ahead.stop();
      await Promise.all([decoder.close(), cache.close()]);
    },
  };
}
