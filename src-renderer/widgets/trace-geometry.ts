import { frameCentre } from './timeline-geometry.ts';

/** A value over frames, as the domain has it. */
export interface DrawnTrace {
  readonly interpolation: 'linear' | 'hold';
  readonly points: readonly (readonly [frame: number, value: number])[];
}

/** The corners of a trace as shares of width and height (0 is the top): from the clip's first edge to its last. */
export function traceCorners(
  { interpolation, points }: DrawnTrace,
  frameCount: number,
): readonly (readonly [number, number])[] {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || frameCount <= 0) return [];
  const corners: [number, number][] = [[0, 1 - first[1]]];
  for (const [frame, value] of points) {
    const x = frameCentre(frame, frameCount);
    const before = corners.at(-1);
    if (interpolation === 'hold' && before !== undefined) corners.push([x, before[1]]);
    corners.push([x, 1 - value]);
  }
  return [...corners, [1, 1 - last[1]]];
}

/** As many points as can be told apart, and taken hold of, on a line `width` pixels wide. */
export function showsPoints(count: number, width: number, minGapPx: number): boolean {
  return count * minGapPx <= width;
}
