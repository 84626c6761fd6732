import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import {
  openFrames,
  pause,
  play,
  playOnce,
  seekTo,
  setLoopRange,
  setSpeed,
  shownIndex,
  toggleLoop,
  usePlayer,
} from './player.ts';

// There is no worker here that decodes: each frame shows that it failed, and is passed at its time like any other.
vi.hoisted(() => {
  const bridge = { onEvent: () => () => {}, pickPath: () => Promise.resolve(null) };
  Object.assign(globalThis, { window: { onset: bridge } });
});

const STEP_MS = 10;
const callbacks: ((nowMs: number) => void)[] = [];
let nowMs = 0;

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (callback: (nowMs: number) => void) => callbacks.push(callback));
  const clip = { clipId: clipId.parse(1), mediaKey: 'faces', frameCount: 10, fps: 100, timestampsMs: null };
  openFrames(clip, 0);
  setLoopRange([2, 5]);
  toggleLoop();
});

afterEach(() => {
  pause();
  toggleLoop();
  vi.unstubAllGlobals();
});

/** As many animation frames; gives the frame wanted in each. */
async function pass(frames: number): Promise<number[]> {
  const wanted: number[] = [];
  for (let frame = 0; frame < frames; frame++, nowMs += STEP_MS) {
    for (const callback of callbacks.splice(0)) callback(nowMs);
    await new Promise((resolve) => setTimeout(resolve));
    wanted.push(usePlayer.getState().wantedIndex);
  }
  return wanted;
}

it('has no frame before the eyes where one could not be shown, so that no mark goes there', async () => {
  seekTo(4);
  await pass(3);
  expect(usePlayer.getState().shown).toMatchObject({ index: 4, frame: null });
  expect(shownIndex()).toBeNull();
});

it('loops from onset to offset', async () => {
  play();
  const wanted = await pass(30);
  expect(new Set(wanted)).toEqual(new Set([2, 3, 4, 5]));
  expect(usePlayer.getState().isPlaying).toBe(true);
});

it('plays once to the end while a trace is recorded, though speed and marks are changed on the way', async () => {
  playOnce();
  await pass(4);
  setSpeed(0.5);
  setLoopRange([2, 6]);
  setSpeed(1);
  expect((await pass(30)).at(-1)).toBe(9);
  expect(usePlayer.getState().isPlaying).toBe(false);
});
