import { closeSync, fsyncSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { bytesPerFrame, type FrameFormat, MAGIC, PACK_VERSION, type PackIndex } from './format.ts';
import { temporaryOf } from './temporary.ts';
import { encodeEnd } from './trailer.ts';

/** Writes a pack clip by clip, frame by frame, beside its final place; it stands there only once it is whole. */
export interface PackWriter {
  startClip(clipId: number, contentHash: string): void;
  /** The bytes of a frame of the clip started last, row by row, channel last. */
  addFrame(bytes: Uint8Array): void;
  /** Takes the clip started last out again, with all its frames. */
  dropClip(): void;
  /** Completes the file and puts it in its place. Clips without frames are left out. */
  finish(): void;
  /** Removes what was written. */
  abort(): void;
}

/** Throws Node's own errors (ENOSPC, EROFS …): the caller knows what the pack is for. */
export function createPackWriter(file: string, format: FrameFormat): PackWriter {
  const temporary = temporaryOf(file, process.pid);
  const descriptor = openSync(temporary, 'w');
  const frameBytes = bytesPerFrame(format);
  const clips: PackIndex['clips'] = [];
  let end = 0;

  const append = (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length; )
      done += writeSync(descriptor, bytes, done, bytes.length - done, end + done);
    end += bytes.length;
  };
  const discard = () => {
    closeSync(descriptor);
    rmSync(temporary, { force: true });
  };
  const current = () => {
    const clip = clips.at(-1);
    if (clip === undefined) throw new Error('No clip was started.');
    return clip;
  };

  try {
    append(MAGIC);
  } catch (error) {
    discard();
    throw error;
  }
  return {
    startClip: (id, contentHash) => {
      clips.push({ id, contentHash, offset: end, frameCount: 0, checksum: 0 });
    },
    addFrame: (bytes) => {
      if (bytes.length !== frameBytes)
        throw new RangeError(`A frame has ${frameBytes} bytes, not ${bytes.length}.`);
      const clip = current();
      append(bytes);
      clip.frameCount += 1;
      clip.checksum = crc32(bytes, clip.checksum);
    },
    dropClip: () => {
      end = current().offset;
      clips.pop();
    },
    finish: () => {
      const kept = clips.filter((clip) => clip.frameCount > 0);
      append(encodeEnd({ version: PACK_VERSION, ...format, clips: kept }, end, MAGIC));
      ftruncateSync(descriptor, end);
      fsyncSync(descriptor);
      closeSync(descriptor);
      renameSync(temporary, file);
    },
    abort: discard,
  };
}
