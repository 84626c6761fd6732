/** The light of each byte: looking it up takes half as long as dividing. */
const LIGHT = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Values 0 to 255, of grey or of each colour, as light from 0 to 1. */
export function toLight(frames: Uint8Array, out: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = LIGHT[frames[i] ?? 0] ?? 0;
}

/** Each frame minus `first`, in light from -1 to 1. */
export function toDifference(frames: Uint8Array, first: Uint8Array, out: Float32Array): void {
  for (let start = 0; start < out.length; start += first.length)
    for (let i = 0; i < first.length; i++)
      out[start + i] = ((frames[start + i] ?? 0) - (first[i] ?? 0)) / 255;
}
