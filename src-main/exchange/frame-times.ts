/**
 * Where frames lie in time. A frame lasts from its own time to the next frame's: what is said of frames a to b lies
 * between the times of a and b + 1.
 */

/** The most frames per second at which each frame still begins at a whole millisecond of its own. */
export const MAX_FPS_IN_MS = 1000;

/** When the frame of this index begins, in whole milliseconds. */
export function frameToMs(frame: number, fps: number): number {
  return Math.round((frame * 1000) / fps);
}

/** The frame that begins nearest to this time; undoes {@link frameToMs} up to {@link MAX_FPS_IN_MS}. */
export function msToFrame(ms: number, fps: number): number {
  return Math.round((ms * fps) / 1000);
}
