import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { errorCode } from '#shared/base/errors.ts';
import { CHUNK_MAGIC, type ChunkIdentity, type ChunkIndex, chunkIndex } from './chunk-format.ts';
import { decodeTrailer, TRAILER_BYTES } from './trailer.ts';

export type ChunkFrame =
  | { readonly kind: 'frame'; readonly mimeType: string; readonly bytes: Uint8Array }
  /** The chunk is whole, but this frame could not be decoded when it was filled. */
  | { readonly kind: 'unreadable' }
  /** There is no chunk. */
  | { readonly kind: 'absent' }
  /** What is there is cut, changed, of another version, or no such chunk. */
  | { readonly kind: 'damaged' };

/** An index of 64 frames fits, so that one read mostly gives all that stands at the end. */
const END_BYTES = 8192;

/**
 * The frame at `index` of the clip, checked against its checksum. Holds nothing open, so that the file may go at any time.
 * Never rejects: a cache that cannot be read is none.
 */
export async function readChunkFrame(
  file: string,
  identity: ChunkIdentity,
  index: number,
): Promise<ChunkFrame> {
  const handle = await open(file, 'r').catch((error: unknown) => errorCode(error));
  if (handle === null || typeof handle === 'string')
    return { kind: handle === 'ENOENT' || handle === 'ENOTDIR' ? 'absent' : 'damaged' };
  try {
    return await readFrame(handle, identity, index);
  } catch {
    return { kind: 'damaged' };
  } finally {
    await handle.close().catch(() => {});
  }
}

async function readFrame(handle: FileHandle, identity: ChunkIdentity, index: number): Promise<ChunkFrame> {
  const found = await readIndex(handle);
  if (found === null || found.clipKey !== identity.clipKey || found.first !== identity.first)
    return { kind: 'damaged' };
  const frame = found.frames[index - identity.first];
  if (frame === null) return { kind: 'unreadable' };
  if (frame === undefined) return { kind: 'damaged' };
  const bytes = await readAt(handle, frame.offset, frame.bytes);
  if (bytes === null || crc32(bytes) !== frame.crc32) return { kind: 'damaged' };
  return { kind: 'frame', mimeType: frame.mimeType, bytes };
}

async function readIndex(handle: FileHandle): Promise<ChunkIndex | null> {
  const { size } = await handle.stat();
  const endAt = Math.max(0, size - END_BYTES);
  const end = await readAt(handle, endAt, size - endAt);
  if (end === null) return null;
  const trailer = decodeTrailer(end.subarray(-TRAILER_BYTES), CHUNK_MAGIC);
  if (trailer === null || trailer.fileBytes !== size) return null;
  const indexAt = size - TRAILER_BYTES - trailer.indexBytes;
  if (indexAt < CHUNK_MAGIC.length) return null;
  const json =
    indexAt >= endAt
      ? end.subarray(indexAt - endAt, -TRAILER_BYTES)
      : await readAt(handle, indexAt, trailer.indexBytes);
  if (json === null || crc32(json) !== trailer.indexChecksum) return null;
  const parsed = chunkIndex.safeParse(JSON.parse(json.toString()));
  return parsed.success ? parsed.data : null;
}

/** Null where the file ends before that. */
async function readAt(handle: FileHandle, offset: number, bytes: number): Promise<Buffer | null> {
  const out = Buffer.allocUnsafeSlow(bytes);
  for (let done = 0; done < bytes; ) {
    const { bytesRead } = await handle.read(out, done, bytes - done, offset + done);
    if (bytesRead === 0) return null;
    done += bytesRead;
  }
  return out;
}
