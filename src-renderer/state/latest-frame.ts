/** A frame that is held, and which it is. */
export interface Held<K, F> {
  readonly key: K;
  readonly frame: F | null;
  /** Why it did not come, in words; null if it did. */
  readonly failure: string | null;
}

/** Holds one frame: the one asked for last. What is asked for while another is on its way waits for it; only the newest wish does. */
export function createLatestFrame<K, F>(options: {
  readonly load: (key: K) => Promise<F>;
  readonly release: (frame: F) => void;
  readonly onHold: (held: Held<K, F> | null) => void;
}): { want(key: K): void; clear(): void } {
  let held: F | null = null;
  let wish: { readonly key: K } | null = null;
  let isLoading = false;
  /** What was asked for before `clear` is not shown. */
  let era = 0;

  const hold = (next: Held<K, F> | null) => {
    const before = held;
    held = next?.frame ?? null;
    options.onHold(next);
    if (before !== null && before !== held) options.release(before);
  };

  const work = async () => {
    isLoading = true;
    while (wish !== null) {
      const { key } = wish;
      const ofEra = era;
      wish = null;
      try {
        const frame = await options.load(key);
        if (ofEra === era) hold({ key, frame, failure: null });
        else options.release(frame);
      } catch (error) {
        const failure = error instanceof Error ? error.message : String(error);
        if (ofEra === era) hold({ key, frame: null, failure });
      }
    }
    isLoading = false;
  };

  return {
    want: (key) => {
      wish = { key };
      if (!isLoading) void work();
    },
    clear: () => {
      era += 1;
      wish = null;
      hold(null);
    },
  };
}
