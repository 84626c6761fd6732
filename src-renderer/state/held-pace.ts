/** How a held key repeats, and the frames it asks for in between. */
export interface HeldPace {
  repeat(nowMs: number): void;
  /** Whether the key repeats so slowly that frames go on by themselves. */
  runs(): boolean;
  /** Whether the next frame is due by itself; then it counts as taken. */
  isDue(nowMs: number): boolean;
  /** It has not repeated for so long that its end was missed. */
  hasEnded(nowMs: number): boolean;
}

/** Most keyboards repeat about 30 times a second: too slow to see 50 frames. One that is faster leads by itself. */
const FAST_REPEAT_MS = 22;
/** Slower than that is a person who wants it slow. */
const SLOW_REPEAT_MS = 120;
const REPEATS_TO_TELL = 3;
/** No more than 75 frames a second, however fast the screen is. */
const STEP_MS = 1000 / 75;

export function createHeldPace(startMs: number): HeldPace {
  let repeats = 0;
  let lastMs = startMs;
  let nextMs = startMs;
  let everyMs = 0;
  const runs = () => repeats >= REPEATS_TO_TELL && everyMs > FAST_REPEAT_MS && everyMs < SLOW_REPEAT_MS;
  return {
    runs,
    repeat: (nowMs) => {
      repeats += 1;
      lastMs = nowMs;
      everyMs = repeats === 1 ? 0 : (nowMs - startMs) / (repeats - 1);
    },
    isDue: (nowMs) => {
      if (!runs() || nowMs < nextMs) return false;
      nextMs = Math.max(nextMs + STEP_MS, nowMs);
      return true;
    },
    hasEnded: (nowMs) => nowMs - lastMs > Math.max(SLOW_REPEAT_MS, 3 * everyMs),
  };
}
