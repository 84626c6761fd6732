import { crc32 } from 'node:zlib';
import { z } from 'zod';

/**
 * A pack is a file of frames, all of one size, ready for training:
 *
 *   magic (8 bytes) | frames of clip 1, clip 2, … | index as JSON | trailer (24 bytes)
 *
 * The index stands at the end, since a writer learns only on the way which clips are readable. The trailer
 * is: length of the index (uint32), CRC-32 of the index (uint32), length of the whole file (float64), magic;
 * numbers are little-endian. A frame is imageSize rows of imageSize pixels, each of `channels` values of `dtype`:
 * light from 0 to 255 as uint8 (grey, or red, green, blue), flow as float32 (u, v, strain).
 */
export const PACK_VERSION = 2;
export const MAGIC = Buffer.from('ONSETPAK', 'latin1');
export const TRAILER_BYTES = 24;

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

/** What stands after the frames: index and trailer. `framesEnd` is the length of the file so far. */
export function encodeEnd(index: PackIndex, framesEnd: number): Uint8Array {
  const json = Buffer.from(JSON.stringify(index));
  const trailer = Buffer.alloc(TRAILER_BYTES);
  trailer.writeUInt32LE(json.length, 0);
  trailer.writeUInt32LE(crc32(json), 4);
  trailer.writeDoubleLE(framesEnd + json.length + TRAILER_BYTES, 8);
  MAGIC.copy(trailer, 16);
  return Buffer.concat([json, trailer]);
}

export interface Trailer {
  readonly indexBytes: number;
  readonly indexChecksum: number;
  readonly fileBytes: number;
}

/** Null where `bytes` is no trailer of ours. */
export function decodeTrailer(bytes: Buffer): Trailer | null {
  if (bytes.length !== TRAILER_BYTES || !bytes.subarray(16).equals(MAGIC)) return null;
  return {
    indexBytes: bytes.readUInt32LE(0),
    indexChecksum: bytes.readUInt32LE(4),
    fileBytes: bytes.readDoubleLE(8),
  };
}
