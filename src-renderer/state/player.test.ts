import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromFrameWorker, ToFrameWorker } from '#renderer/client/frame-messages.ts';
import { clipId } from '#shared/domain/ids.ts';
import {
  openFrames,
  pause,
  play,
  playOnce,
  reopenFrames,
  seekTo,
  setLoopRange,
  setSpeed,
  shownIndex,
  toggleLoop,
  usePlayer,
} from './player.ts';

vi.hoisted(() => {
  const bridge = { onEvent: () => () => {}, pickPath: () => Promise.resolve(null) };
  Object.assign(globalThis, { window: { onset: bridge } });
});

/** Decodes nothing: each frame shows that it failed, and is passed at its time like any other. */
class FailingWorker {
  onmessage: ((event: { data: FromFrameWorker }) => void) | null = null;
  postMessage(message: ToFrameWorker): void {
    if (message.kind !== 'load') return;
    queueMicrotask(() =>
      this.onmessage?.({ data: { kind: 'unreachable', id: message.id, reason: 'no host' } }),
    );
  }
}

const STEP_MS = 10;
const CLIP = {
  clipId: clipId.parse(1),
  contentHash: 'abc',
  mediaKey: 'faces',
  frameCount: 10,
  fps: 100,
  timestampsMs: null,
};
const callbacks: ((nowMs: number) => void)[] = [];
let nowMs = 0;

beforeEach(() => {
  vi.stubGlobal('Worker', FailingWorker);
  vi.stubGlobal('requestAnimationFrame', (callback: (nowMs: number) => void) => callbacks.push(callback));
  openFrames(CLIP, 0);
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

it('stays at its frame when the clip has other media, as far as there are so many', () => {
  const wantedIndex = () => usePlayer.getState().wantedIndex;
  const elsewhere = { ...CLIP, mediaKey: 'elsewhere' };
  seekTo(7);
  reopenFrames(elsewhere, 3);
  expect(wantedIndex()).toBe(7);
  expect(usePlayer.getState().clip?.mediaKey).toBe('elsewhere');
  reopenFrames({ ...elsewhere, frameCount: 5 }, 3);
  expect(wantedIndex()).toBe(4);
  reopenFrames({ ...elsewhere, clipId: clipId.parse(2) }, 3);
  expect(wantedIndex()).toBe(3);
});

it('begins where it would have begun once media that were missing are found', () => {
  openFrames({ ...CLIP, frameCount: 0 }, 3);
  reopenFrames(CLIP, 3);
  expect(usePlayer.getState().wantedIndex).toBe(3);
});
