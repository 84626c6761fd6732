import type { ImportedFrame } from '#shared/domain/import.ts';
import type { Marks } from './sheet-rows.ts';

/** From the first known mark to the last; empty (first after last) where none is known. */
export function knownSpan({ onset, apex, offset }: Marks): readonly [first: number, last: number] {
  const known = [onset, apex, offset].filter((mark) => mark !== null);
  return [Math.min(...known), Math.max(...known)];
}

/** Of a recording's frames those that the marks span. */
export function partOf(marks: Marks, frames: readonly ImportedFrame[]): readonly ImportedFrame[] {
  const [first, last] = knownSpan(marks);
  return frames.filter(({ sourceNumber }) => sourceNumber >= first && sourceNumber <= last);
}
