import type { InputSpec } from './input-spec.ts';

/** The frames of a clip that are looked at; 0-based within the clip, both inclusive. */
export interface FrameWindow {
  readonly firstFrame: number;
  readonly lastFrame: number;
}

/** The settings that decide which frames of a window are taken. */
export type FrameChoice = Pick<InputSpec, 'framesPerClip' | 'window' | 'representation' | 'lengths'>;

/**
 * The frames of a window that go into a model, in order; framesPerClip of them, but fewer where `lengths` is `mask` and
 * the window is shorter. They are evenly spaced from the first to the last. Flow starts after the first, which it is
 * measured from; so flow of one frame is that of the window's last, and so is one frame of onset to apex: the apex.
 */
export function sampledFrames(frames: FrameWindow, input: FrameChoice): number[] {
  const { framesPerClip, window, representation, lengths } = input;
  const span = frames.lastFrame - frames.firstFrame;
  if (representation === 'flow')
    return framesAfterFirst(frames, lengths === 'mask' ? clamp(span, 1, framesPerClip) : framesPerClip);
  const count = lengths === 'mask' ? Math.min(span + 1, framesPerClip) : framesPerClip;
  return count === 1 && window === 'onset-apex' ? [frames.lastFrame] : resampledFrames(frames, count);
}

/**
 * Evenly spaced with both ends, each the nearest there is: floor(firstFrame + k span / (count - 1) + 1/2) for
 * k = 0 … count - 1, where span is lastFrame - firstFrame. Shorter windows repeat frames. A single frame is the middle one.
 */
export function resampledFrames({ firstFrame, lastFrame }: FrameWindow, count: number): number[] {
  const span = lastFrame - firstFrame;
  const position = (k: number) => (count === 1 ? span / 2 : (k * span) / (count - 1));
  return Array.from({ length: count }, (_, k) => Math.floor(firstFrame + position(k) + 0.5));
}

/** Evenly spaced from just after the first to the last: floor(firstFrame + k span / count + 1/2) for k = 1 … count. */
function framesAfterFirst({ firstFrame, lastFrame }: FrameWindow, count: number): number[] {
  const span = lastFrame - firstFrame;
  return Array.from({ length: count }, (_, k) => Math.floor(firstFrame + ((k + 1) * span) / count + 0.5));
}

/** Without so large a share of the window's span at its start and at its end (together at most 1); at least one frame stays. */
export function narrowedWindow(
  { firstFrame, lastFrame }: FrameWindow,
  cropStart: number,
  cropEnd: number,
): FrameWindow {
  const span = lastFrame - firstFrame;
  const narrowedFirst = firstFrame + Math.round(cropStart * span);
  const narrowedLast = Math.max(narrowedFirst, lastFrame - Math.round(cropEnd * span));
  return { firstFrame: narrowedFirst, lastFrame: narrowedLast };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
