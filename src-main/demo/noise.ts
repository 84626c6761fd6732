/** Standard deviation of the sum of four bytes drawn evenly. */
const FOUR_BYTES_DEVIATION = Math.sqrt((4 * (256 * 256 - 1)) / 12);

/**
 * Grey levels of `lit` (0 to 1) under camera noise of standard deviation `deviation` grey levels: near normal
 * (Irwin and Hall, four draws), by whole numbers alone (xorshift32), so that every machine draws the same.
 */
export function addNoise(lit: Float64Array, deviation: number, seed: number): Uint8Array {
  const out = new Uint8Array(lit.length);
  const scale = deviation / FOUR_BYTES_DEVIATION;
  let state = seed >>> 0 || 1;
  for (let i = 0; i < lit.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const sum = (state & 255) + ((state >>> 8) & 255) + ((state >>> 16) & 255) + (state >>> 24) - 510;
    const level = Math.round(255 * (lit[i] ?? 0) + scale * sum);
    out[i] = level < 0 ? 0 : level > 255 ? 255 : level;
  }
  return out;
}
