/** A picture's RGBA, row by row. */
type Pixels = Uint8ClampedArray<ArrayBufferLike>;

/** How many times a difference is drawn larger than it is: a micro-expression changes few grey values. */
export const DIFFERENCE_GAIN = 4;

const MIDDLE = 128;

/**
 * How far apart two pictures of one size are, into `out`: |a − b| a channel, times {@link DIFFERENCE_GAIN}; black where
 * they are the same.
 */
export function differenceAmount(a: Pixels, b: Pixels, out: Pixels): void {
  for (let at = 0; at < out.length; at += 4) {
    for (let channel = at; channel < at + 3; channel += 1)
      out[channel] = Math.abs((a[channel] ?? 0) - (b[channel] ?? 0)) * DIFFERENCE_GAIN;
    out[at + 3] = 255;
  }
}

/**
 * Where `a` is lighter than `b` (towards orange) or darker (towards blue), by their luma (Rec. 601), times
 * {@link DIFFERENCE_GAIN}; grey where they are the same. Okabe and Ito's orange and blue are told apart by everybody.
 */
export function differenceSigned(a: Pixels, b: Pixels, out: Pixels): void {
  for (let at = 0; at < out.length; at += 4) {
    const share = Math.max(-1, Math.min(1, ((luma(a, at) - luma(b, at)) * DIFFERENCE_GAIN) / 255));
    const [red, green, blue] = share > 0 ? LIGHTER : DARKER;
    const by = Math.abs(share);
    out[at] = MIDDLE + (red - MIDDLE) * by;
    out[at + 1] = MIDDLE + (green - MIDDLE) * by;
    out[at + 2] = MIDDLE + (blue - MIDDLE) * by;
    out[at + 3] = 255;
  }
}

const LIGHTER = [230, 159, 0] as const;
const DARKER = [0, 114, 178] as const;

function luma(pixels: Pixels, at: number): number {
  return 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
}
