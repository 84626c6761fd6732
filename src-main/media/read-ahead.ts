import type { MediaClip } from './sources.ts';

/** Reads the frames that will be asked for next, before they are. */
export interface ReadAhead {
  /** Somebody has been given this frame: what lies on their way is read now, one after the other; nothing after a jump. */
  from(clip: MediaClip, index: number): void;
  stop(): void;
}

/** Somebody who holds an arrow key takes 50 a second: enough for a sixth of it. */
const FRAMES_AHEAD = 8;
/** Further is a jump: who drags over a clip is not there to stay. */
const STEP_FRAMES = 10;

/** `read` is asked for one frame at a time, until the next `from`. Its failures are told to whoever gets there. */
export function createReadAhead(read: (clip: MediaClip, index: number) => Promise<unknown>): ReadAhead {
  let turn = 0;
  /** Of each clip, since two may be looked at side by side. */
  const travels = new WeakMap<MediaClip, { readonly index: number; readonly direction: number }>();

  const go = async (clip: MediaClip, index: number, direction: number) => {
    const mine = turn;
    for (let step = 1; step <= FRAMES_AHEAD; step++) {
      const next = index + direction * step;
      if (turn !== mine || next < 0 || next >= clip.media.paths.length) return;
      try {
        await read(clip, next);
      } catch {
        return;
      }
    }
  };
  return {
    from: (clip, index) => {
      const before = travels.get(clip) ?? { index, direction: 1 };
      const direction = before.index === index ? before.direction : Math.sign(index - before.index);
      travels.set(clip, { index, direction });
      turn += 1;
      if (Math.abs(index - before.index) <= STEP_FRAMES) void go(clip, index, direction);
    },
    stop: () => {
      turn += 1;
    },
  };
}
