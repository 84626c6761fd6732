import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { errorCode, OnsetError } from '#shared/base/errors.ts';
import { bytesPerFrame, type FrameFormat, MAGIC, type PackIndex, packIndex } from './format.ts';
import { readFramesInto } from './frame-reads.ts';
import { decodeTrailer, TRAILER_BYTES } from './trailer.ts';

/** Reads frames of a pack in any order; holds the index in memory, never the frames. */
export interface PackReader {
  readonly format: FrameFormat;
  /** Throws OnsetError `not-found` if the clip is not in the pack. */
  frameCount(clipId: number): number;
  /**
   * Puts the frames at `indices` (0-based within the clip, any order, repeats allowed) one after the other into `out`,
   * in the bytes of the pack's format. Throws OnsetError, naming the file, if they cannot be read.
   */
  readFrames(clipId: number, indices: readonly number[], out: Uint8Array): Promise<void>;
  /** Lets go of the file once what is being read is read. */
  close(): void;
}

export interface OpenedPack extends PackReader {
  /** CRC-32 of the clip's bytes, as they were written: another where its frames are others. Throws as frameCount. */
  checksum(clipId: number): number;
}

/** Throws OnsetError, naming the file, if it is not there, is no pack, or is not whole. */
export function openPack(file: string): OpenedPack {
  const descriptor = openFile(file);
  try {
    return createReader(file, descriptor, readIndex(file, descriptor));
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/**
 * Reads the whole file once. The ids of its clips; throws OnsetError if any byte is not what was written, and the
 * signal's reason once that is aborted.
 */
export async function verifyPack(file: string, signal?: AbortSignal): Promise<ReadonlySet<number>> {
  const descriptor = openFile(file);
  try {
    const index = readIndex(file, descriptor);
    for (const clip of index.clips) {
      let checksum = 0;
      for (const chunk of chunks(clip.frameCount * bytesPerFrame(index))) {
        checksum = crc32(readAt(file, descriptor, clip.offset + chunk.start, chunk.size), checksum);
        // Others of the same process have their turn between two pieces.
        await breathe();
        signal?.throwIfAborted();
      }
      if (checksum !== clip.checksum) throw damaged(file, `the frames of clip ${clip.id} are damaged`);
    }
    return new Set(index.clips.map((clip) => clip.id));
  } finally {
    closeSync(descriptor);
  }
}

function createReader(file: string, descriptor: number, index: PackIndex): OpenedPack {
  const clips = new Map(index.clips.map((clip) => [clip.id, clip]));
  const frameBytes = bytesPerFrame(index);
  let reading = 0;
  let closing = false;
  const clipOf = (clipId: number) => {
    const clip = clips.get(clipId);
    if (clip === undefined) throw new OnsetError('not-found', `Clip ${clipId} is not in the pack ${file}.`);
    return clip;
  };
  return {
    format: { dtype: index.dtype, channels: index.channels, imageSize: index.imageSize },
    frameCount: (clipId) => clipOf(clipId).frameCount,
    checksum: (clipId) => clipOf(clipId).checksum,
    async readFrames(clipId, indices, out) {
      const clip = clipOf(clipId);
      checkRequest(clip, indices, out.length, frameBytes);
      if (closing) throw new Error(`The pack ${file} is closed.`);
      reading += 1;
      try {
        if (!(await readFramesInto(descriptor, clip.offset, frameBytes, indices, out)))
          throw damaged(file, 'it is cut off');
      } catch (error) {
        throw inWords(file, error);
      } finally {
        reading -= 1;
        // Before, its number could be given to another file, from which the reads still under way would be served.
        if (closing && reading === 0) closeSync(descriptor);
      }
    },
    close: () => {
      if (!closing && reading === 0) closeSync(descriptor);
      closing = true;
    },
  };
}

function checkRequest(
  { id, frameCount }: PackIndex['clips'][number],
  indices: readonly number[],
  bytes: number,
  frameBytes: number,
): void {
  if (bytes !== indices.length * frameBytes)
    throw new RangeError(`readFrames: ${indices.length} frames do not fill ${bytes} bytes.`);
  for (const frame of indices)
    if (!(Number.isInteger(frame) && frame >= 0 && frame < frameCount))
      throw new RangeError(`readFrames: clip ${id} has no frame ${frame}.`);
}

function inWords(file: string, error: unknown): OnsetError {
  if (error instanceof OnsetError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new OnsetError('internal', `Cannot read the packed frames ${file}: ${why}.`, { cause: error });
}

function openFile(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    const gone = errorCode(error) === 'ENOENT';
    const why = gone ? 'it is not there' : error instanceof Error ? error.message : String(error);
    throw new OnsetError('not-found', `Cannot read the packed frames ${file}: ${why}.`, { cause: error });
  }
}

function readIndex(file: string, descriptor: number): PackIndex {
  const fileBytes = fstatSync(descriptor).size;
  if (fileBytes < MAGIC.length + TRAILER_BYTES) throw damaged(file, 'it is too short to be a pack');
  if (!readAt(file, descriptor, 0, MAGIC.length).equals(MAGIC))
    throw damaged(file, 'it is not a pack of Onset');
  const trailer = decodeTrailer(readAt(file, descriptor, fileBytes - TRAILER_BYTES, TRAILER_BYTES), MAGIC);
  if (trailer === null || trailer.fileBytes !== fileBytes) throw damaged(file, 'it is cut off');
  const indexAt = fileBytes - TRAILER_BYTES - trailer.indexBytes;
  if (indexAt < MAGIC.length) throw damaged(file, 'its index is damaged');
  const json = readAt(file, descriptor, indexAt, trailer.indexBytes);
  if (crc32(json) !== trailer.indexChecksum) throw damaged(file, 'its index is damaged');
  const parsed = packIndex.safeParse(JSON.parse(json.toString()));
  if (!parsed.success) throw damaged(file, 'it was written by another version of Onset');
  return parsed.data;
}

function readAt(file: string, descriptor: number, offset: number, bytes: number): Buffer {
  const out = Buffer.alloc(bytes);
  readInto(file, descriptor, offset, out);
  return out;
}

function readInto(file: string, descriptor: number, offset: number, out: Uint8Array): void {
  let done = 0;
  while (done < out.length) {
    const read = readSync(descriptor, out, done, out.length - done, offset + done);
    if (read === 0) throw damaged(file, 'it is cut off');
    done += read;
  }
}

const CHUNK_BYTES = 4 * 1024 * 1024;

function* chunks(bytes: number): Generator<{ start: number; size: number }> {
  for (let start = 0; start < bytes; start += CHUNK_BYTES)
    yield { start, size: Math.min(CHUNK_BYTES, bytes - start) };
}

function damaged(file: string, why: string): OnsetError {
  return new OnsetError(
    'bad-input',
    `Cannot use the packed frames ${file}: ${why}. Delete the file: it is made again when it is needed.`,
  );
}
