import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { errorCode } from '#shared/base/errors.ts';

/** No more of a long log is read. */
const MAX_READ_BYTES = 1024 ** 2;

/** The last lines of a run's log, of its last mebibyte at most; none where there is no log yet. */
export function readLogTail(file: string, maxLines: number): string[] {
  const text = readEnd(file);
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.slice(-maxLines);
}

/** From the start of a line on. */
function readEnd(file: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
  try {
    const { size } = fstatSync(descriptor);
    const start = Math.max(0, size - MAX_READ_BYTES);
    const bytes = Buffer.alloc(size - start);
    const read = readSync(descriptor, bytes, 0, bytes.length, start);
    const text = bytes.toString('utf8', 0, read);
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    closeSync(descriptor);
  }
}
