import { OnsetError } from '#shared/base/errors.ts';

/** More than any clip has; a range that is mistyped must not fill the memory. */
const MAX_INDICES = 1_000_000;

/** `['3', '7,9', '20-24']` as indices, in this order; null where none is named. Throws OnsetError `bad-input`. */
export function parseIndices(texts: readonly string[]): number[] | null {
  if (texts.length === 0) return null;
  const indices: number[] = [];
  for (const part of texts.flatMap((text) => text.split(','))) {
    const [, first, last] = /^\s*(\d{1,9})(?:-(\d{1,9}))?\s*$/.exec(part) ?? [];
    if (first === undefined) throw noIndex(part);
    const [from, to] = [Number(first), Number(last ?? first)];
    if (to < from || indices.length + to - from >= MAX_INDICES) throw noIndex(part);
    for (let index = from; index <= to; index++) indices.push(index);
  }
  return indices;
}

function noIndex(text: string): OnsetError {
  return new OnsetError(
    'bad-input',
    `--index ${text} is no frame of a clip: write indices, counted from 0, such as 3, 7,9 or 20-24.`,
  );
}
