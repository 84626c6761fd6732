import { create } from 'zustand';
import { type FrameHeader, fetchFrame } from '#renderer/client/index.ts';
import { clamp } from '#shared/base/units.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { dueIndex } from './due-index.ts';
import { createFrameSource, type Shown } from './frame-source.ts';

/** A decoded frame and what came with its bytes. */
export interface Frame {
  readonly bitmap: ImageBitmap;
  readonly header: FrameHeader;
}

export interface PlayedClip {
  readonly clipId: ClipId;
  readonly frameCount: number;
  /** Null where the source does not say. */
  readonly fps: number | null;
}

interface Player {
  readonly clip: PlayedClip | null;
  /** The frame asked for last. */
  readonly wantedIndex: number;
  /** What arrived last; null until the first frame of the clip did. */
  readonly shown: Shown<Frame> | null;
  readonly isPlaying: boolean;
  /** How fast clips play: 1 is as fast as they were taken. */
  readonly speed: Speed;
}

/** The speeds clips can be played at, fastest first. */
const SPEEDS = [1, 0.5, 0.25, 0.1] as const;
export type Speed = (typeof SPEEDS)[number];

/** Play needs a rate; where the clip's is unknown this one stands in, and the window says so. */
export const ASSUMED_FPS = 25;
const CACHE_BYTES = 384 * 1024 * 1024;
const BYTES_A_PIXEL = 4;
const PREFETCHED_FRAMES = 16;

export const usePlayer = create<Player>()(() => ({
  clip: null,
  wantedIndex: 0,
  shown: null,
  isPlaying: false,
  speed: 1,
}));

const source = createFrameSource<Frame>({
  load: async (clipId, index, signal) => {
    const { header, image } = await fetchFrame({ clipId, index, size: 'full' }, signal);
    const bitmap = await createImageBitmap(image).catch(() => {
      throw new Error(`Frame ${index} came, but its picture cannot be decoded.`);
    });
    return { header, bitmap };
  },
  bytesOf: ({ bitmap }) => bitmap.width * bitmap.height * BYTES_A_PIXEL,
  release: ({ bitmap }) => bitmap.close(),
  maxBytes: CACHE_BYTES,
  prefetchCount: PREFETCHED_FRAMES,
  onShow: (shown) => usePlayer.setState({ shown }),
});

/** Shows this clip from `startIndex`. */
export function openFrames(clip: PlayedClip, startIndex: number): void {
  pause();
  source.open(clip.clipId, clip.frameCount);
  usePlayer.setState({ clip, wantedIndex: startIndex, shown: null });
  seekTo(startIndex);
}

export function seekTo(index: number): void {
  const { clip } = usePlayer.getState();
  if (clip === null || clip.frameCount === 0) return;
  const wantedIndex = clamp(Math.round(index), 0, clip.frameCount - 1);
  usePlayer.setState({ wantedIndex });
  source.seek(wantedIndex);
}

/** Steps from the frame asked for last, so that no key is lost while one is loading. */
export function stepFrames(by: number): void {
  pause();
  seekTo(usePlayer.getState().wantedIndex + by);
}

export const retryFrame = (): void => source.retry();

/** The frame before the eyes: what arrived, not what was asked for. Null until something did. */
export function shownIndex(): number | null {
  return usePlayer.getState().shown?.index ?? null;
}

let animation: number | null = null;

export function pause(): void {
  if (animation !== null) cancelAnimationFrame(animation);
  animation = null;
  if (usePlayer.getState().isPlaying) usePlayer.setState({ isPlaying: false });
}

/** How fast clips play from now on; one that plays goes on from where it is. */
export function setSpeed(speed: Speed): void {
  usePlayer.setState({ speed });
  if (usePlayer.getState().isPlaying) play();
}

/** The next slower (-1) or faster speed; at the ends none. */
export function changeSpeed(by: 1 | -1): void {
  const next = SPEEDS[SPEEDS.indexOf(usePlayer.getState().speed) - by];
  if (next !== undefined) setSpeed(next);
}

/** Plays at the clip's own rate times the speed; a frame that is late is waited for and the index shown is always its own. */
export function play(): void {
  if (animation !== null) cancelAnimationFrame(animation);
  const { clip, wantedIndex, speed } = usePlayer.getState();
  if (clip === null || clip.frameCount < 2) return;
  const last = clip.frameCount - 1;
  const startIndex = wantedIndex >= last ? 0 : wantedIndex;
  const fps = (clip.fps ?? ASSUMED_FPS) * speed;
  let startedMs: number | null = null;
  usePlayer.setState({ isPlaying: true });
  seekTo(startIndex);
  const tick = (nowMs: number) => {
    startedMs ??= nowMs;
    const due = dueIndex(startIndex, nowMs - startedMs, fps);
    if (due > usePlayer.getState().wantedIndex) seekTo(due);
    if (due >= last) pause();
    else animation = requestAnimationFrame(tick);
  };
  animation = requestAnimationFrame(tick);
}

export const togglePlay = (): void => (usePlayer.getState().isPlaying ? pause() : play());
