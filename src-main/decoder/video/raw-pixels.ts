import sharp, { type Sharp } from 'sharp';

/** A picture as plain numbers, row by row: grey, or red, green and blue; 8 or 16 bits each. */
export interface RawPixels {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
  readonly values: Uint8Array | Uint16Array;
}

export function imageOf({ widthPx, heightPx, channels, values }: RawPixels): Sharp {
  return sharp(values, { raw: { width: widthPx, height: heightPx, channels } });
}

/** Whether a pixel format of FFmpeg is grey, and whether it has more than 8 bits a value. */
export function kindOfPixels(format: string): { readonly isGrey: boolean; readonly isDeep: boolean } {
  return {
    isGrey: /^(gray|ya8|ya16|mono[wb]$)/.test(format),
    // What is stored in more than one byte names its byte order; so do a few packed colours of 4 to 6 bits.
    isDeep: /(le|be)$/.test(format) && !/^(rgb|bgr)(444|555|565)/.test(format),
  };
}

/** Two bytes a value, the lower first, as all machines that this runs on have them. */
export function wordsFromBytes(bytes: Uint8Array): Uint16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : Uint8Array.from(bytes);
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
}

/** How a picture is put upright: where the source's right and down point when it is shown. Quarter turns and mirrors. */
export interface Orientation {
  readonly right: readonly [x: number, y: number];
  readonly down: readonly [x: number, y: number];
}

const UPRIGHT: Orientation = { right: [1, 0], down: [0, 1] };

/**
 * From a display matrix as MP4 and FFmpeg have it: nine 32-bit numbers, of which the first, second, fourth and fifth
 * turn and mirror (ISO/IEC 14496-12, 6.2.2). Angles between the quarter turns are taken as none.
 */
export function orientationOf(matrix: Uint8Array | null): Orientation {
  if (matrix === null || matrix.byteLength < 36) return UPRIGHT;
  const view = new DataView(matrix.buffer, matrix.byteOffset, matrix.byteLength);
  const [a, b, c, d] = [0, 4, 12, 16].map((at) => Math.sign(view.getInt32(at, true)));
  if (a === undefined || b === undefined || c === undefined || d === undefined) return UPRIGHT;
  const isQuarterTurn = Math.abs(a) + Math.abs(b) === 1 && Math.abs(c) + Math.abs(d) === 1 && a * d !== b * c;
  return isQuarterTurn ? { right: [a, b], down: [c, d] } : UPRIGHT;
}

export const isOnItsSide = ({ right }: Orientation): boolean => right[0] === 0;

/** The picture as it is shown. */
export function upright(pixels: RawPixels, { right, down }: Orientation): RawPixels {
  if (right[0] === 1 && down[1] === 1) return pixels;
  const { widthPx, heightPx, channels, values } = pixels;
  const isTurned = right[0] === 0;
  const [width, height] = isTurned ? [heightPx, widthPx] : [widthPx, heightPx];
  // Where the source's first pixel comes to lie, and how far apart its neighbours do.
  const firstX = right[0] < 0 || down[0] < 0 ? width - 1 : 0;
  const firstY = right[1] < 0 || down[1] < 0 ? height - 1 : 0;
  const stepRight = (right[1] * width + right[0]) * channels;
  const stepDown = (down[1] * width + down[0]) * channels;
  const turned =
    values instanceof Uint16Array ? new Uint16Array(values.length) : new Uint8Array(values.length);
  let from = 0;
  for (let y = 0; y < heightPx; y++) {
    let to = (firstY * width + firstX) * channels + y * stepDown;
    for (let x = 0; x < widthPx; x++, to += stepRight)
      for (let channel = 0; channel < channels; channel++) turned[to + channel] = values[from++] ?? 0;
  }
  return { widthPx: width, heightPx: height, channels, values: turned };
}
