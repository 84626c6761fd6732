import type { ClipId } from '#shared/domain/ids.ts';
import { createFrameCache } from './frame-cache.ts';

/** What there is to show: the frame that arrived for `index`, or why it did not. */
export type Shown<F> =
  | { readonly clipId: ClipId; readonly index: number; readonly frame: F; readonly failure: null }
  | { readonly clipId: ClipId; readonly index: number; readonly frame: null; readonly failure: string };

export interface FrameSource {
  /** From now on frames are of this clip. Frames of others stay cached. */
  open(clipId: ClipId, frameCount: number): void;
  /** Asks for a frame. While one is being loaded only the newest wish is kept. */
  seek(index: number): void;
  isLoaded(index: number): boolean;
  /** Asks once more for what failed. */
  retry(): void;
  clear(): void;
}

interface Clip {
  readonly id: ClipId;
  readonly frameCount: number;
}

/**
 * Frames by index: cached, seeks coalesced (the one under way and only the newest after it), prefetched ahead
 * in the direction of travel. What arrives is shown, also on the way to the newest wish.
 */
export function createFrameSource<F>(options: {
  readonly load: (clipId: ClipId, index: number, signal: AbortSignal) => Promise<F>;
  readonly onShow: (shown: Shown<F>) => void;
  readonly bytesOf: (frame: F) => number;
  readonly release: (frame: F) => void;
  readonly maxBytes: number;
  readonly prefetchCount: number;
}): FrameSource {
  const cache = createFrameCache<F>(options);
  const loading = new Map<string, Promise<F>>();
  let clip: Clip | null = null;
  let opened = new AbortController();
  let wanted: number | null = null;
  let lastIndex = 0;
  let direction: 1 | -1 = 1;
  let isSeeking = false;
  let prefetchTurn = 0;

  const keyOf = (id: ClipId, index: number) => `${id}:${index}`;

  /** One load a frame, whoever asks. */
  const load = (id: ClipId, index: number): Promise<F> => {
    const key = keyOf(id, index);
    const cached = cache.get(key);
    if (cached !== undefined) return Promise.resolve(cached);
    const underWay = loading.get(key);
    if (underWay !== undefined) return underWay;
    const signal = opened.signal;
    const promise: Promise<F> = options
      .load(id, index, signal)
      .then((frame) => {
        cache.put(key, frame);
        return frame;
      })
      .finally(() => {
        if (loading.get(key) === promise) loading.delete(key);
      });
    loading.set(key, promise);
    return promise;
  };

  const show = async (of: Clip, index: number) => {
    try {
      const frame = await load(of.id, index);
      if (clip === of) options.onShow({ clipId: of.id, index, frame, failure: null });
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      if (clip === of) options.onShow({ clipId: of.id, index, frame: null, failure });
    }
  };

  const work = async (of: Clip) => {
    isSeeking = true;
    while (wanted !== null && clip === of) {
      const index = wanted;
      wanted = null;
      await show(of, index);
    }
    if (clip !== of) return;
    isSeeking = false;
    void prefetch(of);
  };

  const prefetch = async (of: Clip) => {
    prefetchTurn += 1;
    const turn = prefetchTurn;
    for (let step = 1; step <= options.prefetchCount; step += 1) {
      if (clip !== of || isSeeking || turn !== prefetchTurn) return;
      const index = lastIndex + direction * step;
      if (index < 0 || index >= of.frameCount || cache.has(keyOf(of.id, index))) continue;
      try {
        await load(of.id, index);
      } catch {
        return; // It is shown when somebody gets there.
      }
    }
  };

  const seek = (index: number) => {
    if (clip === null || clip.frameCount === 0) return;
    const target = Math.min(clip.frameCount - 1, Math.max(0, index));
    if (target !== lastIndex) direction = target > lastIndex ? 1 : -1;
    lastIndex = target;
    const cached = cache.get(keyOf(clip.id, target));
    if (cached !== undefined && !isSeeking) {
      options.onShow({ clipId: clip.id, index: target, frame: cached, failure: null });
      void prefetch(clip);
      return;
    }
    wanted = target;
    if (!isSeeking) void work(clip);
  };

  return {
    open: (id, frameCount) => {
      opened.abort();
      opened = new AbortController();
      loading.clear();
      clip = { id, frameCount };
      wanted = null;
      isSeeking = false;
      lastIndex = 0;
      direction = 1;
    },
    seek,
    isLoaded: (index) => clip !== null && cache.has(keyOf(clip.id, index)),
    retry: () => seek(lastIndex),
    clear: () => {
      opened.abort();
      clip = null;
      cache.clear();
    },
  };
}
