import type { Canvas } from './canvas.ts';
import { mix, smoothstep } from './ink.ts';

/** A lamp: where it stands (towards the picture's left and top for negative values), and how bright. */
export interface Light {
  readonly x: number;
  readonly y: number;
  /** Share of the light that comes from nowhere in particular. */
  readonly ambient: number;
  readonly gain: number;
}

/** How far the ellipsoid is followed round; behind it the wall is flat. */
const MOST = 0.88;

/** Lights the painted head as the front of an ellipsoid (Lambert's law); values of about 0 to 1, row by row. */
export function lightUp(
  canvas: Canvas,
  { x: lampX, y: lampY, ambient, gain }: Light,
  out: Float64Array,
): void {
  const norm = 1 / Math.sqrt(1 + lampX * lampX + lampY * lampY);
  const { x, y, tone } = canvas;
  for (let i = 0; i < tone.length; i++) {
    const nx = (x[i] ?? 0) * 1.15;
    const ny = (y[i] ?? 0) * 0.85;
    const level = nx * nx + ny * ny;
    const reach = level > MOST ? Math.sqrt(MOST / level) : 1;
    const round = (Math.sqrt(1 - Math.min(MOST, level)) + (lampX * nx + lampY * ny) * reach) * norm;
    const facing = mix(Math.max(0, round), norm, smoothstep(0.56, 0.8, level));
    out[i] = (tone[i] ?? 0) * gain * (ambient + (1 - ambient) * facing);
  }
}
