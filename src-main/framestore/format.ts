import { z } from 'zod';

/**
 * A pack is a file of frames, all of one size, ready for training:
 *
 *   magic (8 bytes) | frames of clip 1, clip 2, … | index as JSON | trailer (24 bytes)
 *
 * Index and trailer: see trailer.ts. A frame is imageSize rows of imageSize pixels, each of `channels` values of `dtype`:
 * light from 0 to 255 as uint8 (grey, or red, green, blue), flow as float32 (u, v, strain).
 */
export const PACK_VERSION = 2;
export const MAGIC = Buffer.from('ONSETPAK', 'latin1');

const frameFormat = z.object({
  dtype: z.enum(['uint8', 'float32']),
  channels: z.union([z.literal(1), z.literal(3)]),
  /** Side of the square image, in pixels. */
  imageSize: z.number().int().positive(),
});
export type FrameFormat = z.infer<typeof frameFormat>;

export function bytesPerFrame({ dtype, channels, imageSize }: FrameFormat): number {
  return imageSize ** 2 * channels * (dtype === 'uint8' ? 1 : 4);
}

export const packIndex = frameFormat.extend({
  version: z.literal(PACK_VERSION),
  clips: z.array(
    z.object({
      id: z.number().int(),
      contentHash: z.string(),
      /** Of the clip's first byte within the file. */
      offset: z.number().int().nonnegative(),
      frameCount: z.number().int().positive(),
      /** CRC-32 of the clip's bytes. */
      checksum: z.number().int().nonnegative(),
    }),
  ),
});
export type PackIndex = z.infer<typeof packIndex>;
