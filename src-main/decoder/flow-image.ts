import { type FlowGrid, strainAt } from './strain.ts';

/**
 * What training sees of a flow field: an image of a square of `side` / `factor` pixels, each with u and v, in pixels of
 * that image, as the mean over the pixels it covers, and optical strain. `field` has u and v for each pixel of a square
 * of `side`. Strain is that of the means, since derivatives would make much of the noise of single pixels.
 */
export function toFlowImage(field: Float32Array, side: number, factor: number): Float32Array {
  const small = side / factor;
  const out = new Float32Array(small * small * CHANNELS);
  const share = 1 / factor ** 3;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const from = 2 * (y * side + x);
      const to = CHANNELS * (Math.floor(y / factor) * small + Math.floor(x / factor));
      out[to] = (out[to] ?? 0) + (field[from] ?? 0) * share;
      out[to + 1] = (out[to + 1] ?? 0) + (field[from + 1] ?? 0) * share;
    }
  const grid: FlowGrid = {
    columns: small,
    rows: small,
    cellWidth: 1,
    cellHeight: 1,
    u: (x, y) => out[CHANNELS * (y * small + x)] ?? 0,
    v: (x, y) => out[CHANNELS * (y * small + x) + 1] ?? 0,
  };
  for (let y = 0; y < small; y++)
    for (let x = 0; x < small; x++) out[CHANNELS * (y * small + x) + 2] = strainAt(grid, x, y);
  return out;
}

/** u, v, strain. */
const CHANNELS = 3;
