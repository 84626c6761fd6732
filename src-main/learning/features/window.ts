/**
 * The frames a clip's window [firstFrame, lastFrame] is resampled to: evenly spaced, each the nearest there is,
 * floor(firstFrame + k (lastFrame - firstFrame) / (framesPerClip - 1) + 1/2) for k = 0 … framesPerClip - 1.
 * Shorter windows repeat frames. A single frame is the middle one.
 */
export function resampledFrames(firstFrame: number, lastFrame: number, framesPerClip: number): number[] {
  const span = lastFrame - firstFrame;
  const position = (k: number) => (framesPerClip === 1 ? span / 2 : (k * span) / (framesPerClip - 1));
  return Array.from({ length: framesPerClip }, (_, k) => Math.floor(firstFrame + position(k) + 0.5));
}
