import type { FramePlace } from '#shared/domain/frames.ts';
import { withFrame } from './frames.ts';

/** 8 bits, red, green, blue, row by row. */
export interface Pixels {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array;
}

/** The frame's pixels, upright; what is transparent is black. Errors as {@link withFrame}. */
export function pixelsOf(place: FramePlace): Promise<Pixels> {
  return withFrame(place, async (image) => {
    const { data, info } = await image
      .flatten({ background: 'black' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { widthPx: info.width, heightPx: info.height, rgb: data };
  });
}
