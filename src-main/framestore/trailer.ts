import { crc32 } from 'node:zlib';

/**
 * How our files of frames end: an index as JSON, since a writer learns only on the way what it can hold, and a trailer of
 * 24 bytes: length of the index (uint32), CRC-32 of the index (uint32), length of the whole file (float64), magic (8
 * bytes); numbers are little-endian.
 */
export const TRAILER_BYTES = 24;

/** Index and trailer. `framesEnd` is the length of the file so far. */
export function encodeEnd(index: object, framesEnd: number, magic: Uint8Array): Uint8Array {
  const json = Buffer.from(JSON.stringify(index));
  const trailer = Buffer.alloc(TRAILER_BYTES);
  trailer.writeUInt32LE(json.length, 0);
  trailer.writeUInt32LE(crc32(json), 4);
  trailer.writeDoubleLE(framesEnd + json.length + TRAILER_BYTES, 8);
  trailer.set(magic, 16);
  return Buffer.concat([json, trailer]);
}

export interface Trailer {
  readonly indexBytes: number;
  readonly indexChecksum: number;
  readonly fileBytes: number;
}

/** Null where `bytes` is no trailer of a file that begins with `magic`. */
export function decodeTrailer(bytes: Buffer, magic: Uint8Array): Trailer | null {
  if (bytes.length !== TRAILER_BYTES || !bytes.subarray(16).equals(magic)) return null;
  return {
    indexBytes: bytes.readUInt32LE(0),
    indexChecksum: bytes.readUInt32LE(4),
    fileBytes: bytes.readDoubleLE(8),
  };
}
