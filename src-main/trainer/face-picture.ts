/** 8 bits, red, green, blue, row by row. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array;
}

const CHANNELS = 3;
const GREY = 128;

/**
 * The picture made `factor` times smaller, the least whole number that leaves no side longer than `maxSidePx`: each pixel
 * is the mean of those it covers, what is left over at the right and below is cut off.
 */
export function shrink(picture: Picture, maxSidePx: number): { picture: Picture; factor: number } {
  const factor = Math.ceil(Math.max(picture.widthPx, picture.heightPx) / maxSidePx);
  if (factor <= 1) return { picture, factor: 1 };
  const widthPx = Math.max(1, Math.floor(picture.widthPx / factor));
  const heightPx = Math.max(1, Math.floor(picture.heightPx / factor));
  const rgb = new Uint8Array(widthPx * heightPx * CHANNELS);
  for (let i = 0; i < rgb.length; i++) {
    const channel = i % CHANNELS;
    const pixel = (i - channel) / CHANNELS;
    const [x, y] = [(pixel % widthPx) * factor, Math.floor(pixel / widthPx) * factor];
    rgb[i] = meanOf(picture, channel, x, y, factor);
  }
  return { picture: { widthPx, heightPx, rgb }, factor };
}

function meanOf({ widthPx, heightPx, rgb }: Picture, channel: number, x: number, y: number, side: number) {
  const [right, below] = [Math.min(widthPx, x + side), Math.min(heightPx, y + side)];
  let sum = 0;
  for (let row = y; row < below; row++)
    for (let column = x; column < right; column++)
      sum += rgb[CHANNELS * (row * widthPx + column) + channel] ?? 0;
  return Math.round(sum / ((right - x) * (below - y)));
}

/** The picture with a grey border of so many pixels on all sides. */
export function addBorder({ widthPx, heightPx, rgb }: Picture, borderPx: number): Picture {
  const width = widthPx + 2 * borderPx;
  const height = heightPx + 2 * borderPx;
  const out = new Uint8Array(width * height * CHANNELS).fill(GREY);
  for (let y = 0; y < heightPx; y++) {
    const row = rgb.subarray(CHANNELS * y * widthPx, CHANNELS * (y + 1) * widthPx);
    out.set(row, CHANNELS * ((y + borderPx) * width + borderPx));
  }
  return { widthPx: width, heightPx: height, rgb: out };
}
