import { type Box, type Canvas, paint } from './canvas.ts';

/** Share of a pixel inside an edge at signed `distance` (negative inside). */
export function coverage(distance: number, pixel: number): number {
  const share = 0.5 - distance / pixel;
  return share <= 0 ? 0 : share >= 1 ? 1 : share;
}

export const mix = (under: number, over: number, share: number) => under + (over - under) * share;

/** 1 at 0, falling smoothly to 0 at 1 and beyond: a blur without an exponential. */
export function falloff(squaredDistance: number): number {
  if (squaredDistance >= 1) return 0;
  const rest = 1 - squaredDistance;
  return rest * rest;
}

/** 0 below `from`, 1 above `to`, smooth between (Hermite). */
export function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** First-order signed distance to an ellipse (Quilez): exact on the outline, good near it. */
export function ellipseDistance(x: number, y: number, a: number, b: number): number {
  const k = Math.sqrt((x * x) / (a * a) + (y * y) / (b * b));
  const gradient = Math.sqrt((x * x) / (a * a * a * a) + (y * y) / (b * b * b * b));
  return gradient === 0 ? -Math.min(a, b) : (k * (k - 1)) / gradient;
}

export interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly a: number;
  readonly b: number;
}

const around = ({ x, y, a, b }: Ellipse, margin: number): Box => [
  x - a - margin,
  y - b - margin,
  x + a + margin,
  y + b + margin,
];

/** An ellipse with a clean edge. */
export function fillEllipse(canvas: Canvas, ellipse: Ellipse, tone: number, opacity = 1): void {
  const { x: cx, y: cy, a, b } = ellipse;
  const { x, y, tone: tones } = canvas;
  paint(canvas, around(ellipse, canvas.pixel), (i) => {
    const distance = ellipseDistance((x[i] ?? 0) - cx, (y[i] ?? 0) - cy, a, b);
    const inside = coverage(distance, canvas.pixel);
    if (inside > 0) tones[i] = mix(tones[i] ?? 0, tone, opacity * inside);
  });
}

/** Lightens (`amount` > 0) or darkens a soft spot by that share. */
export function shadeSpot(canvas: Canvas, ellipse: Ellipse, amount: number): void {
  if (amount === 0) return;
  const { x: cx, y: cy, a, b } = ellipse;
  const { x, y, tone } = canvas;
  paint(canvas, around(ellipse, 0), (i) => {
    const u = ((x[i] ?? 0) - cx) / a;
    const v = ((y[i] ?? 0) - cy) / b;
    tone[i] = (tone[i] ?? 0) * (1 + amount * falloff(u * u + v * v));
  });
}
