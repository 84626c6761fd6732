import { z } from 'zod';

/**
 * A chunk is a file of encoded frames of one clip, as a browser shows them, that follow one another:
 *
 *   magic (8 bytes) | frame, frame, … | index as JSON | trailer (24 bytes)
 *
 * Index and trailer: see trailer.ts. Every byte is covered by a checksum.
 */
export const CHUNK_MAGIC = Buffer.from('ONSETFRM', 'latin1');

/**
 * To be raised when the file is laid out, or a frame decoded or encoded for the window, in another way: no old chunk then
 * passes for a new one.
 */
export const DECODER_VERSION = 1;

/** Frames of a chunk; of the last one of a clip there may be fewer. */
export const CHUNK_FRAMES = 64;

/** What a chunk holds. A chunk found where another was expected is of no use. */
export const chunkIdentity = z.object({
  /** Of the clip's content and how its frames are found in it. */
  clipKey: z.string(),
  /** Index of the chunk's first frame within the clip. */
  first: z.number().int().nonnegative(),
});
export type ChunkIdentity = z.infer<typeof chunkIdentity>;

const count = z.number().int().nonnegative();
export const chunkIndex = chunkIdentity.extend({
  decoderVersion: z.literal(DECODER_VERSION),
  /** Null: the frame could not be decoded. */
  frames: z.array(z.object({ offset: count, bytes: count, crc32: count, mimeType: z.string() }).nullable()),
});
export type ChunkIndex = z.infer<typeof chunkIndex>;
