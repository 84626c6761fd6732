import { type Box, type Canvas, paint } from './canvas.ts';
import { coverage, falloff, mix } from './ink.ts';

/** A smooth curve through three points (a quadratic), as `x`, `y` of `t` in 0 to 1. */
export interface Curve {
  readonly from: readonly [x: number, y: number];
  readonly through: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

const CURVE_PIECES = 6;

/** The curve as a chain of points: x and y in turn. */
function chain({ from, through, to }: Curve): Float64Array {
  const points = new Float64Array(2 * (CURVE_PIECES + 1));
  for (let i = 0; i <= CURVE_PIECES; i++) {
    const t = i / CURVE_PIECES;
    const first = (1 - t) * (1 - 2 * t);
    const middle = 4 * t * (1 - t);
    const last = t * (2 * t - 1);
    points[2 * i] = first * from[0] + middle * through[0] + last * to[0];
    points[2 * i + 1] = first * from[1] + middle * through[1] + last * to[1];
  }
  return points;
}

/** Squared distance to the nearest point of the chain, and where along it (0 to 1) that is. */
function nearest(points: Float64Array, x: number, y: number, out: { squared: number; at: number }): void {
  out.squared = Number.POSITIVE_INFINITY;
  for (let i = 0; i < CURVE_PIECES; i++) {
    const ax = points[2 * i] ?? 0;
    const ay = points[2 * i + 1] ?? 0;
    const bx = (points[2 * i + 2] ?? 0) - ax;
    const by = (points[2 * i + 3] ?? 0) - ay;
    const along = ((x - ax) * bx + (y - ay) * by) / (bx * bx + by * by + 1e-12);
    const t = along < 0 ? 0 : along > 1 ? 1 : along;
    const dx = x - ax - t * bx;
    const dy = y - ay - t * by;
    const squared = dx * dx + dy * dy;
    if (squared < out.squared) {
      out.squared = squared;
      out.at = (i + t) / CURVE_PIECES;
    }
  }
}

function curveBox(points: Float64Array, margin: number): Box {
  let [left, top, right, bottom] = [9, 9, -9, -9];
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i] ?? 0;
    const y = points[i + 1] ?? 0;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return [left - margin, top - margin, right + margin, bottom + margin];
}

/** A stroke of half widths `start`, `middle`, `end` along a curve, with a clean edge. */
export function drawStroke(
  canvas: Canvas,
  curve: Curve,
  [start, middle, end]: readonly [number, number, number],
  tone: number,
  opacity = 1,
): void {
  const points = chain(curve);
  const spot = { squared: 0, at: 0 };
  const widest = Math.max(start, middle, end) + canvas.pixel;
  const { x, y, tone: tones } = canvas;
  paint(canvas, curveBox(points, widest), (i) => {
    nearest(points, x[i] ?? 0, y[i] ?? 0, spot);
    if (spot.squared > widest * widest) return;
    const t = spot.at;
    const width = t < 0.5 ? mix(start, middle, 2 * t) : mix(middle, end, 2 * t - 1);
    const inside = coverage(Math.sqrt(spot.squared) - width, canvas.pixel);
    tones[i] = mix(tones[i] ?? 0, tone, opacity * inside);
  });
}

/** A soft crease along a curve: darkens by `depth` at its line, fading over `width` and towards its ends. */
export function shadeCrease(canvas: Canvas, curve: Curve, width: number, depth: number): void {
  if (depth <= 0) return;
  const points = chain(curve);
  const spot = { squared: 0, at: 0 };
  const { x, y, tone } = canvas;
  paint(canvas, curveBox(points, width), (i) => {
    nearest(points, x[i] ?? 0, y[i] ?? 0, spot);
    if (spot.squared > width * width) return;
    const ends = 4 * spot.at * (1 - spot.at);
    tone[i] = (tone[i] ?? 0) * (1 - depth * falloff(spot.squared / (width * width)) * Math.sqrt(ends));
  });
}
