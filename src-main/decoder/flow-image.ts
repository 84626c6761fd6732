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
  for (let y = 0; y < small; y++)
    for (let x = 0; x < small; x++) out[CHANNELS * (y * small + x) + 2] = strainAt(out, small, x, y);
  return out;
}

/** u, v, strain. */
const CHANNELS = 3;

/**
 * The norm of the symmetric gradient of the flow, sqrt(exx² + eyy² + exy² + eyx²) with exy = eyx = (du/dy + dv/dx) / 2
 * (Shreve et al. 2011; Liong et al. 2014): how much the skin is stretched or sheared. Moving or turning the whole face has
 * none. Derivatives are central differences, one-sided at the edge.
 */
function strainAt(image: Float32Array, side: number, x: number, y: number): number {
  const left = Math.max(0, x - 1);
  const right = Math.min(side - 1, x + 1);
  const above = Math.max(0, y - 1);
  const below = Math.min(side - 1, y + 1);
  const valueAt = (column: number, row: number, channel: number) =>
    image[CHANNELS * (row * side + column) + channel] ?? 0;
  const across = (channel: number) =>
    (valueAt(right, y, channel) - valueAt(left, y, channel)) / (right - left);
  const down = (channel: number) =>
    (valueAt(x, below, channel) - valueAt(x, above, channel)) / (below - above);
  const exy = (down(0) + across(1)) / 2;
  return Math.sqrt(across(0) ** 2 + down(1) ** 2 + 2 * exy ** 2);
}
