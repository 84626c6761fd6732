import type { ImportedFrame } from '#shared/domain/import.ts';
import { trailingNumber } from './name-pattern.ts';
import type { Skipped } from './plan.ts';

export interface NumberedFile {
  readonly path: string;
  /** Its number in the source; null where only the order of names is known. */
  readonly number: number | null;
}

/**
 * The files of one clip as frames, by number. Files without one are numbered by the last digits of their names where
 * those tell all files apart, else by their place in natural order, from 1. Of two files with one number the first by
 * name stays; the other is listed.
 */
export function orderFrames(files: readonly NumberedFile[], skipped: Skipped[]): ImportedFrame[] {
  const byNumber = new Map<number, string>();
  for (const { path, number } of numbered(files).sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const first = byNumber.get(number);
    if (first === undefined) byNumber.set(number, path);
    else
      skipped.push({ item: path, row: null, reason: `it has the frame number ${number}, as has ${first}` });
  }
  return [...byNumber]
    .map(([sourceNumber, path]) => ({ path, sourceNumber }))
    .sort((a, b) => a.sourceNumber - b.sourceNumber);
}

function numbered(files: readonly NumberedFile[]): { path: string; number: number }[] {
  const known = files.flatMap(({ path, number }) => (number === null ? [] : { path, number }));
  if (known.length === files.length) return known;
  const guesses = files.map(({ path }) => ({ path, number: trailingNumber(path) }));
  const numbers = guesses.flatMap(({ path, number }) => (number === null ? [] : { path, number }));
  if (new Set(numbers.map(({ number }) => number)).size === files.length) return numbers;
  const { compare } = new Intl.Collator('en', { numeric: true });
  return files
    .map(({ path }) => path)
    .sort(compare)
    .map((path, index) => ({ path, number: index + 1 }));
}

/** Numbers missing between a clip's first and last frame, in words such as `13, 20 to 24`; null where none is. */
export function numberingGaps(frames: readonly ImportedFrame[]): string | null {
  const gaps: string[] = [];
  for (const [index, { sourceNumber }] of frames.entries()) {
    const previous = frames[index - 1]?.sourceNumber;
    if (previous === undefined || sourceNumber === previous + 1) continue;
    const first = previous + 1;
    const last = sourceNumber - 1;
    gaps.push(first === last ? String(first) : `${first} to ${last}`);
  }
  if (gaps.length === 0) return null;
  const shown = gaps.slice(0, MAX_GAPS).join(', ');
  return gaps.length > MAX_GAPS ? `${shown} and ${gaps.length - MAX_GAPS} more gaps` : shown;
}
const MAX_GAPS = 8;
