import { createFrameCache } from '#renderer/client/frame-cache.ts';
import type { FrameMedia } from '#renderer/client/index.ts';
import type { ClipId } from '#shared/domain/ids.ts';

/** What there is to show: the frame that arrived for `index`, or why it did not. */
export type Shown<F> =
  | { readonly clipId: ClipId; readonly index: number; readonly frame: F; readonly failure: null }
  | { readonly clipId: ClipId; readonly index: number; readonly frame: null; readonly failure: string };

/** The clip frames are of. */
export interface SourceClip extends FrameMedia {
  readonly clipId: ClipId;
  readonly frameCount: number;
}

export interface FrameSource {
  /** From now on frames are of this clip. Frames of others stay cached. */
  open(clip: SourceClip): void;
  /** What is under way is stopped and nothing more is asked for, till a clip is opened. */
  close(): void;
  /** Asks for a frame. While one is being loaded only the newest wish is kept. */
  seek(index: number): void;
  /** Asks once more for what failed. */
  retry(): void;
}

export interface FrameSourceOptions<F> {
  readonly load: (clip: SourceClip, index: number, signal: AbortSignal) => Promise<F>;
  readonly onShow: (shown: Shown<F>) => void;
  readonly bytesOf: (frame: F) => number;
  readonly release: (frame: F) => void;
  readonly isHeld: (frame: F) => boolean;
  readonly maxBytes: number;
  /** Frames loaded ahead in the direction of travel; a quarter of them behind. */
  readonly prefetchCount: number;
  /** Frames that are loaded ahead at once. */
  readonly maxPrefetches: number;
  /** After a jump nothing is loaded ahead for so long: one who drags over a clip is not there to stay. */
  readonly settleMs: number;
}

/** Up to here a move is a step, not a jump. */
const STEP_FRAMES = 10;

interface Load<F> {
  readonly promise: Promise<F>;
  readonly controller: AbortController;
  /** Nobody waits for it yet. */
  isAhead: boolean;
}

/**
 * Frames by index: cached, seeks coalesced (the one under way and only the newest after it), several loaded ahead
 * in the direction of travel. What arrives is shown, also on the way to the newest wish; never after it.
 */
export function createFrameSource<F>(options: FrameSourceOptions<F>): FrameSource {
  const cache = createFrameCache<F>(options);
  const loading = new Map<string, Load<F>>();
  const failed = new Set<number>();
  let clip: SourceClip | null = null;
  let wanted: { readonly index: number; readonly seek: number } | null = null;
  let lastIndex = 0;
  let direction: 1 | -1 = 1;
  let isSeeking = false;
  let seekCount = 0;
  let shownSeek = 0;
  let frameBytes = 0;
  /** How often loads ahead were stopped. */
  let stops = 0;
  let settling: ReturnType<typeof setTimeout> | null = null;

  const keyOf = (of: SourceClip, index: number) => `${of.clipId}|${of.mediaKey}|${index}`;

  /** One load a frame, whoever asks. */
  const load = (of: SourceClip, index: number, isAhead: boolean): Promise<F> => {
    const key = keyOf(of, index);
    const underWay = loading.get(key);
    if (underWay !== undefined) {
      if (!isAhead) underWay.isAhead = false;
      return underWay.promise;
    }
    const controller = new AbortController();
    const promise = options
      .load(of, index, controller.signal)
      .then((frame) => {
        // Stopped, yet it came, after one who asked again.
        const kept = cache.get(key);
        if (kept !== undefined) {
          options.release(frame);
          return kept;
        }
        if (clip === of) frameBytes = options.bytesOf(frame);
        cache.put(key, frame);
        return frame;
      })
      .finally(() => {
        if (loading.get(key)?.promise === promise) loading.delete(key);
      });
    loading.set(key, { promise, controller, isAhead });
    return promise;
  };

  /** What is loaded ahead in vain leaves the way free. */
  const stopAhead = () => {
    stops += 1;
    for (const [key, { controller, isAhead }] of loading) {
      if (!isAhead) continue;
      loading.delete(key);
      controller.abort();
    }
  };

  const show = async (of: SourceClip, index: number, seek: number) => {
    let shown: Shown<F>;
    try {
      const frame = await load(of, index, false);
      shown = { clipId: of.clipId, index, frame, failure: null };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      shown = { clipId: of.clipId, index, frame: null, failure };
    }
    if (clip !== of || seek <= shownSeek) return;
    shownSeek = seek;
    options.onShow(shown);
  };

  const work = async (of: SourceClip) => {
    isSeeking = true;
    while (wanted !== null && clip === of) {
      const { index, seek } = wanted;
      wanted = null;
      await show(of, index, seek);
    }
    if (clip !== of) return;
    isSeeking = false;
    if (settling === null) prefetch();
  };

  /** Keeps several loads ahead under way till all that will be wanted soon is there. */
  const prefetch = () => {
    if (clip === null) return;
    const of = clip;
    for (const index of indicesAhead(of)) {
      if ([...loading.values()].filter(({ isAhead }) => isAhead).length >= options.maxPrefetches) return;
      const key = keyOf(of, index);
      if (failed.has(index) || cache.has(key) || loading.has(key)) continue;
      void ahead(of, index);
    }
  };

  const ahead = async (of: SourceClip, index: number) => {
    const opening = stops;
    try {
      await load(of, index, true);
    } catch {
      // What was not stopped is told when somebody gets there.
      if (stops === opening) failed.add(index);
    }
    if (clip === of && stops === opening && settling === null) prefetch();
  };

  const indicesAhead = (of: SourceClip): number[] => {
    // Of very large frames fewer: what was loaded ahead must still be there when it is wanted.
    const room = frameBytes === 0 ? 1 : Math.floor(options.maxBytes / 2 / frameBytes);
    const count = Math.min(options.prefetchCount, Math.max(1, room));
    const steps = Array.from({ length: count }, (_, at) => at + 1);
    const behind = steps.slice(0, Math.floor(count / 4)).map((step) => -step);
    return [...steps, ...behind]
      .map((step) => lastIndex + direction * step)
      .filter((index) => index >= 0 && index < of.frameCount);
  };

  const jump = () => {
    stopAhead();
    if (settling !== null) clearTimeout(settling);
    settling = setTimeout(() => {
      settling = null;
      prefetch();
    }, options.settleMs);
  };

  const seek = (index: number) => {
    if (clip === null || clip.frameCount === 0) return;
    const target = Math.min(clip.frameCount - 1, Math.max(0, index));
    if (target !== lastIndex) direction = target > lastIndex ? 1 : -1;
    if (seekCount > 0 && Math.abs(target - lastIndex) > STEP_FRAMES) jump();
    lastIndex = target;
    seekCount += 1;
    const cached = cache.get(keyOf(clip, target));
    if (cached !== undefined) {
      wanted = null;
      shownSeek = seekCount;
      frameBytes = options.bytesOf(cached);
      options.onShow({ clipId: clip.clipId, index: target, frame: cached, failure: null });
    } else {
      wanted = { index: target, seek: seekCount };
      if (!isSeeking) void work(clip);
    }
    // While the first frame of a clip is on its way nothing competes with it.
    if (settling === null && shownSeek > 0) prefetch();
  };

  const close = () => {
    for (const { controller } of loading.values()) controller.abort();
    loading.clear();
    failed.clear();
    stops += 1;
    if (settling !== null) clearTimeout(settling);
    settling = null;
    clip = null;
    wanted = null;
    isSeeking = false;
    lastIndex = 0;
    direction = 1;
    shownSeek = 0;
    seekCount = 0;
    frameBytes = 0;
  };

  return {
    open: (opened) => {
      close();
      clip = { ...opened };
    },
    close,
    seek,
    retry: () => {
      failed.clear();
      seek(lastIndex);
    },
  };
}
