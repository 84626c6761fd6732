/** When frames are due: by the container's own times where there are any, else by a rate. */
export interface PlayTimes {
  /** Strictly rising, one a frame; null: by the rate. */
  readonly timestampsMs: readonly number[] | null;
  readonly fps: number;
}

export interface PlayOrder {
  /** First and last frame to play; a loop goes from the last to the first again. */
  readonly first: number;
  readonly last: number;
  /** Where it begins, in between. */
  readonly start: number;
  readonly loops: boolean;
}

/** What there is to see at a moment; `hasEnded` once the last frame is there and nothing follows. */
export interface Due {
  readonly index: number;
  readonly hasEnded: boolean;
}

/** 290 ms at 100 fps is frame 29, not 28.999… */
const TOLERANCE_MS = 1e-6;

/** The frame that is due `elapsedMs` of the clip's own time after it began to play. In a loop the last frame stays as long as the one before it did. */
export function dueAt(elapsedMs: number, times: PlayTimes, { first, last, start, loops }: PlayOrder): Due {
  const startsMs = (index: number) => times.timestampsMs?.[index] ?? (index * 1000) / times.fps;
  const fromFirstMs = elapsedMs + startsMs(start) - startsMs(first);
  if (!loops || last <= first) {
    const index = frameAt(startsMs(first) + fromFirstMs, startsMs, start, last);
    return { index, hasEnded: index >= last };
  }
  const lapMs = startsMs(last) - startsMs(first) + startsMs(last) - startsMs(last - 1);
  const laps = Math.floor((fromFirstMs + TOLERANCE_MS) / lapMs);
  const inLapMs = fromFirstMs - laps * lapMs;
  return { index: frameAt(startsMs(first) + inLapMs, startsMs, first, last), hasEnded: false };
}

/** The last frame from `low` to `high` that has begun at `timeMs`; `low` before it has. */
function frameAt(timeMs: number, startsMs: (index: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if (startsMs(middle) <= timeMs + TOLERANCE_MS) from = middle;
    else to = middle - 1;
  }
  return from;
}
