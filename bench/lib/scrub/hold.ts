import type { Followed } from './steps.ts';

/** What holding an arrow key over a whole clip did. */
export interface Hold {
  /** Frames that no animation frame showed: passed over, or drawn over before they could be seen. */
  readonly unseen: number;
  /** Frames shown a second, from the first step to the last. */
  readonly framesPerSecond: number;
}

/** `seen`: what each animation frame found on the canvas; `frames`: how many the clip has. */
export function judgeHold({ seen }: Pick<Followed, 'seen'>, frames: number): Hold {
  const shown = new Set(seen.map(({ index }) => index));
  const unseen = Array.from({ length: frames }, (_, index) => index).filter((index) => !shown.has(index));
  const startMs = seen.findLast(({ index }) => index === 0)?.ms ?? Number.NaN;
  const endMs = seen.find(({ index }) => index === frames - 1)?.ms ?? Number.NaN;
  return {
    unseen: unseen.length,
    framesPerSecond: ((frames - 1 - unseen.length) / (endMs - startMs)) * 1000,
  };
}
