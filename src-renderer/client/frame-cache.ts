/** Keeps the frames last used, up to `maxBytes`; what falls out is released. What is put stays till another is, however large. */
export interface FrameCache<F> {
  get(key: string): F | undefined;
  has(key: string): boolean;
  put(key: string, frame: F): void;
  /** Releases what is kept under the key. */
  forget(key: string): void;
}

export function createFrameCache<F>(options: {
  readonly maxBytes: number;
  readonly bytesOf: (frame: F) => number;
  readonly release: (frame: F) => void;
  /** Whether a frame is before the eyes, so that it must stay. */
  readonly isHeld?: (frame: F) => boolean;
}): FrameCache<F> {
  // A Map keeps the order of insertion: the first key is the one used longest ago.
  const frames = new Map<string, F>();
  let heldBytes = 0;

  const drop = (key: string, frame: F) => {
    frames.delete(key);
    heldBytes -= options.bytesOf(frame);
    options.release(frame);
  };
  return {
    get: (key) => {
      const frame = frames.get(key);
      if (frame !== undefined) {
        frames.delete(key);
        frames.set(key, frame);
      }
      return frame;
    },
    has: (key) => frames.has(key),
    forget: (key) => {
      const frame = frames.get(key);
      if (frame !== undefined) drop(key, frame);
    },
    put: (key, frame) => {
      const before = frames.get(key);
      if (before !== undefined) drop(key, before);
      frames.set(key, frame);
      heldBytes += options.bytesOf(frame);
      for (const [oldKey, old] of frames) {
        if (heldBytes <= options.maxBytes || oldKey === key) break;
        if (options.isHeld?.(old) !== true) drop(oldKey, old);
      }
    },
  };
}
