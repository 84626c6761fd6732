import { hash } from 'node:crypto';
import { readFerHeader, readFerRow } from './row.ts';
import { streamLines } from './stream-lines.ts';

/** As much as an import takes. */
const MAX_LINE_CHARACTERS = 100_000;

/**
 * The content hash of each image of a table of pixels, as its import computes it, by the number of its row (1-based,
 * the header and blank lines not counted). Of a file that is no such table: none. Throws OnsetError `bad-input` where it cannot be read.
 */
export async function hashRows(file: string, signal: AbortSignal): Promise<Map<number, string>> {
  const hashes = new Map<number, string>();
  let columns: ReturnType<typeof readFerHeader> = null;
  let number = 0;
  for await (const { text } of streamLines(file, MAX_LINE_CHARACTERS)) {
    signal.throwIfAborted();
    if (text?.trim() === '') continue;
    if (columns === null) {
      columns = text === null ? null : readFerHeader(text);
      if (columns === null) return hashes;
      continue;
    }
    number++;
    const row = text === null ? null : readFerRow(text, columns);
    if (row !== null && typeof row !== 'string') hashes.set(number, hash('sha256', row.pixels, 'hex'));
  }
  return hashes;
}
