import type { MotionCurve } from '#shared/domain/frames.ts';
import { frameCentre } from './timeline-geometry.ts';

/**
 * The corners of a motion curve as shares of width and height (0 is the top). The largest value is at the top, the least
 * of any frame but the reference at the bottom: a camera's noise lifts them all, and would leave the curve flat.
 */
export function motionCorners({
  energy,
  reference,
}: Pick<MotionCurve, 'energy' | 'reference'>): readonly (readonly [number, number])[] {
  const others = energy.filter((_, at) => at !== reference);
  const least = others.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const most = others.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  const share = (value: number) => (most > least ? Math.max(0, (value - least) / (most - least)) : 0);
  return energy.map((value, at) => [frameCentre(at, energy.length), 1 - share(value)]);
}
