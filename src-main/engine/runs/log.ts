import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { errorCode } from '#shared/base/errors.ts';

/** No more of a long log is read to show its end. */
const MAX_READ_BYTES = 1024 ** 2;

/** The last lines of a run's log, of its last mebibyte at most; none where there is no log yet. */
export function readLogTail(file: string, maxLines: number): string[] {
  return linesOf(readEnd(file, MAX_READ_BYTES)).slice(-maxLines);
}

/** All lines of a run's log, however long it is; none where there is none. */
export function readLog(file: string): string[] {
  return linesOf(readEnd(file, Number.POSITIVE_INFINITY));
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** From the start of a line on. */
function readEnd(file: string, maxBytes: number): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
  try {
    const { size } = fstatSync(descriptor);
    const start = Math.max(0, size - maxBytes);
    const bytes = Buffer.alloc(size - start);
    const read = readSync(descriptor, bytes, 0, bytes.length, start);
    const text = bytes.toString('utf8', 0, read);
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    closeSync(descriptor);
  }
}
