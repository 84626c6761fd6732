/** Grey values 0 to 255 as light from 0 to 1. */
export function toGrey(frames: Uint8Array, out: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = (frames[i] ?? 0) / 255;
}

/** Each frame minus `first`, the window's first frame, in light from -1 to 1. */
export function toDifference(frames: Uint8Array, first: Uint8Array, out: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = ((frames[i] ?? 0) - (first[i % first.length] ?? 0)) / 255;
}
