import { hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_FRAME_FILE_BYTES } from '#shared/domain/frames.ts';
import type { ImportedFrame } from '#shared/domain/import.ts';
import type { ImportTask, Skipped } from '../plan.ts';
import { fileProblem, specialFile } from './file-problem.ts';
import { imageProblem } from './image-check.ts';

/** The frames of one clip that are whole images, and the hash of their bytes; null where none is. */
export interface ReadClip {
  readonly frames: readonly ImportedFrame[];
  readonly contentHash: string | null;
}

const CONCURRENT_READS = 16;
const DIGEST_BYTES = 32;
/** Larger files are read one at a time, so that the memory stays small. */
const LARGE_FILE_BYTES = 16 * 2 ** 20;

/**
 * Reads every frame once: whole or not, and SHA-256 of its bytes. A clip's content hash is SHA-256 over the digests of
 * its frames in their order. A frame that is no whole image is left out of its clip and listed: the others keep the
 * source's numbers, so nothing shifts.
 */
export async function readFrames(
  root: string,
  clips: readonly (readonly ImportedFrame[])[],
  task: ImportTask,
): Promise<{ readonly clips: ReadClip[]; readonly skipped: Skipped[] }> {
  const frames = clips.flat();
  const digests = Buffer.alloc(frames.length * DIGEST_BYTES);
  const problems = new Map<number, string>();
  const inTurn = createTurns();
  let next = 0;
  let done = 0;
  const readNext = async () => {
    for (let index = next++; index < frames.length; index = next++) {
      task.signal.throwIfAborted();
      const digest = digests.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
      const problem = await readFrame(join(root, frames[index]?.path ?? ''), digest, inTurn);
      if (problem !== null) problems.set(index, problem);
      task.report(++done, frames.length);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_READS }, readNext));

  const skipped = [...problems]
    .sort(([a], [b]) => a - b)
    .map(([index, reason]) => ({ item: frames[index]?.path ?? '', row: null, reason }));
  let first = 0;
  const read = clips.map((clip) => {
    const start = first;
    first += clip.length;
    return wholeFrames(clip, (index) => !problems.has(start + index), digests.subarray(start * DIGEST_BYTES));
  });
  return { clips: read, skipped };
}

/** Does one work after the other. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
}

type InTurn = ReturnType<typeof createTurns>;

/** A pipe that has come since the folder was walked must not make this wait. Systems without pipes have no such flag. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Why the file is no whole image, or null, its digest then written. */
async function readFrame(file: string, digest: Buffer, inTurn: InTurn): Promise<string | null> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(file, READ_WITHOUT_WAITING);
    const opened = handle;
    const found = await opened.stat();
    if (!found.isFile()) return found.isDirectory() ? 'it is a folder, not a file' : specialFile(found);
    if (found.size > MAX_FRAME_FILE_BYTES) return 'it is too large for a frame';
    const check = () => checkFrame(opened, found.size, digest);
    return await (found.size > LARGE_FILE_BYTES ? inTurn(check) : check());
  } catch (error) {
    return fileProblem(error);
  } finally {
    await handle?.close();
  }
}

async function checkFrame(handle: FileHandle, size: number, digest: Buffer): Promise<string | null> {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(bytes, length, size - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  const whole = bytes.subarray(0, length);
  const problem = imageProblem(whole);
  if (problem === null) digest.set(hash('sha256', whole, 'buffer'));
  return problem;
}

function wholeFrames(
  frames: readonly ImportedFrame[],
  isWhole: (index: number) => boolean,
  digests: Buffer,
): ReadClip {
  const indices = frames.flatMap((_, index) => (isWhole(index) ? [index] : []));
  if (indices.length === 0) return { frames: [], contentHash: null };
  const parts = indices.map((index) => digests.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES));
  return {
    frames: indices.flatMap((index) => frames[index] ?? []),
    contentHash: contentHashOf(parts),
  };
}

/** A clip's content hash from the SHA-256 of its frames' files, in their order. */
export function contentHashOf(digests: readonly Uint8Array[]): string {
  return hash('sha256', Buffer.concat(digests), 'hex');
}
