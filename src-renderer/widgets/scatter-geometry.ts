import { clamp } from '#shared/base/units.ts';

export interface PlotPoint {
  readonly id: number;
  /** 0 to 1. */
  readonly truth: number;
  /** Mostly 0 to 1; drawn at the edge where it is not. */
  readonly prediction: number;
}

const REACH_PX = 8;

/** Where a point is drawn in a square of `size` pixels with a margin all around; y grows downwards. */
export function toPixels(
  point: PlotPoint,
  size: number,
  margin: number,
): { readonly x: number; readonly y: number } {
  const span = size - 2 * margin;
  return {
    x: margin + clamp(point.truth, 0, 1) * span,
    y: size - margin - clamp(point.prediction, 0, 1) * span,
  };
}

/** Ids of the points within reach of a click, the nearest first. */
export function nearestPoints(
  points: readonly PlotPoint[],
  at: { readonly x: number; readonly y: number },
  size: number,
  margin: number,
): number[] {
  return points
    .map((point) => {
      const { x, y } = toPixels(point, size, margin);
      return { id: point.id, distance: Math.hypot(x - at.x, y - at.y) };
    })
    .filter(({ distance }) => distance <= REACH_PX)
    .sort((a, b) => a.distance - b.distance)
    .map(({ id }) => id);
}
