import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { CHUNK_MAGIC, type ChunkIdentity, type ChunkIndex, DECODER_VERSION } from './chunk-format.ts';
import { temporaryOf } from './temporary.ts';
import { encodeEnd } from './trailer.ts';

/** Writes a chunk frame by frame beside its final place; it stands there only once it is whole. */
export interface ChunkWriter {
  /** The next frame; null where it could not be decoded. */
  add(frame: { readonly mimeType: string; readonly bytes: Uint8Array } | null): void;
  /** Completes the file and puts it in its place. */
  finish(): void;
  /** Removes what was written. */
  abort(): void;
}

/** Makes the folder where it is not there. Throws Node's own errors (ENOSPC, EROFS …). */
export function createChunkWriter(file: string, identity: ChunkIdentity): ChunkWriter {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = temporaryOf(file, process.pid);
  const descriptor = openSync(temporary, 'w');
  const frames: ChunkIndex['frames'] = [];
  let end = 0;
  let open = true;

  const append = (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length; )
      done += writeSync(descriptor, bytes, done, bytes.length - done, end + done);
    end += bytes.length;
  };
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  const abort = () => {
    close();
    rmSync(temporary, { force: true });
  };
  /** What fails leaves nothing behind. */
  const orAbort = (work: () => void) => {
    try {
      work();
    } catch (error) {
      abort();
      throw error;
    }
  };

  orAbort(() => append(CHUNK_MAGIC));
  return {
    add: (frame) => {
      if (frame === null) return void frames.push(null);
      const { bytes, mimeType } = frame;
      frames.push({ offset: end, bytes: bytes.length, crc32: crc32(bytes), mimeType });
      orAbort(() => append(bytes));
    },
    finish: () =>
      orAbort(() => {
        append(encodeEnd({ ...identity, decoderVersion: DECODER_VERSION, frames }, end, CHUNK_MAGIC));
        fsyncSync(descriptor);
        close();
        renameSync(temporary, file);
      }),
    abort,
  };
}
