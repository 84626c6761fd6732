import { clamp } from '#shared/base/units.ts';

/** Frames lie side by side as cells of one width: frame i takes the i-th of `frameCount` equal parts. */

/** Middle of a frame's cell as a share of the width, 0 to 1. */
export function frameCentre(index: number, frameCount: number): number {
  return frameCount <= 0 ? 0 : (index + 0.5) / frameCount;
}

/** The frame whose cell holds `x`, for a line `width` pixels wide. */
export function frameAt(x: number, width: number, frameCount: number): number {
  if (width <= 0 || frameCount <= 0) return 0;
  return clamp(Math.floor((x / width) * frameCount), 0, frameCount - 1);
}

/** Frames from one numbered tick to the next: the smallest of 1, 2, 5, 10, … that leaves `minGapPx` between numbers. */
export function tickStep(frameCount: number, width: number, minGapPx: number): number {
  if (width <= 0 || frameCount <= 0) return 1;
  const smallest = (minGapPx * frameCount) / width;
  for (let unit = 1; ; unit *= 10)
    for (const step of [unit, 2 * unit, 5 * unit]) if (step >= smallest) return step;
}

/** The frames that get a numbered tick. */
export function ticks(frameCount: number, width: number, minGapPx: number): readonly number[] {
  const step = tickStep(frameCount, width, minGapPx);
  return Array.from({ length: Math.ceil(frameCount / step) }, (_, at) => at * step);
}
