import { stat } from 'node:fs/promises';
import { errorCode, OnsetError } from '#shared/base/errors.ts';
import { MAX_FRAME_PIXELS } from '#shared/domain/frames.ts';

/**
 * Size and age of a regular file. Asked for before it is opened: a pipe or a device would keep the decoder waiting for
 * ever. Throws OnsetError `not-found` or `bad-input` naming the file.
 */
export async function statFile(file: string): Promise<{ sizeBytes: number; modifiedMs: number }> {
  const found = await stat(file).catch((error: unknown) => {
    throw readErrorInWords(file, error);
  });
  if (!found.isFile()) throw new OnsetError('bad-input', `${file} is not a file.`);
  if (found.size === 0) throw new OnsetError('bad-input', `${file} is empty.`);
  return { sizeBytes: found.size, modifiedMs: found.mtimeMs };
}

export function readErrorInWords(file: string, error: unknown): OnsetError {
  if (error instanceof OnsetError) return error;
  const code = errorCode(error) ?? '';
  if (['ENOENT', 'ENOTDIR'].includes(code))
    return new OnsetError('not-found', `${file} is not there: was it moved, or a disk taken out?`);
  if (code === 'ELOOP') return new OnsetError('bad-input', `${file} is a link that leads back to itself.`);
  const why = error instanceof Error ? error.message : String(error);
  return new OnsetError('bad-input', `${file} cannot be read: ${why}.`, { cause: error });
}

/** Throws OnsetError `bad-input` for a frame larger than the memory should be filled with. */
export function checkPixels(file: string, widthPx: number, heightPx: number): void {
  if (widthPx * heightPx > MAX_FRAME_PIXELS)
    throw new OnsetError(
      'bad-input',
      `${file} says that it is ${widthPx} x ${heightPx} pixels, which is more than a frame may have (64 million).`,
    );
}
