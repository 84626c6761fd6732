import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportedFrame } from '#shared/domain/import.ts';
import type { ImportTask, Skipped } from '../plan.ts';
import { fileProblem, sizeOfFile } from './file-problem.ts';
import { imageProblem } from './image-check.ts';

/** The frames of one clip that are whole images, and the hash of their bytes; null where none is. */
export interface ReadClip {
  readonly frames: readonly ImportedFrame[];
  readonly contentHash: string | null;
}

const CONCURRENT_READS = 16;
const DIGEST_BYTES = 32;
/** A frame of 64 megapixels with four channels of 16 bits. */
const MAX_FILE_BYTES = 512 * 2 ** 20;
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
      const file = join(root, frames[index]?.path ?? '');
      const size = await sizeOfFile(file);
      const read = () => readFrame(file, digests, index * DIGEST_BYTES);
      const problem =
        typeof size === 'string'
          ? size
          : size > MAX_FILE_BYTES
            ? 'it is too large for a frame'
            : await (size > LARGE_FILE_BYTES ? inTurn(read) : read());
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

/** Why the file is no whole image, or null, its digest then written. */
async function readFrame(file: string, digests: Buffer, at: number): Promise<string | null> {
  try {
    const bytes = await readFile(file);
    const problem = imageProblem(bytes);
    if (problem === null) digests.set(hash('sha256', bytes, 'buffer'), at);
    return problem;
  } catch (error) {
    return fileProblem(error);
  }
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
