/** The frame that is due `elapsedMs` after playing began at `startIndex`. */
export function dueIndex(startIndex: number, elapsedMs: number, fps: number): number {
  // 290 ms at 100 fps is frame 29, not 28.999…
  return startIndex + Math.floor((elapsedMs / 1000) * fps + 1e-6);
}
