import type { ClipId } from '#shared/domain/ids.ts';

/** At most `count` clips around `clipId`, with it in the middle except near the ends. */
export function neighboursAround(ids: readonly ClipId[], clipId: ClipId, count: number): readonly ClipId[] {
  const at = Math.max(0, ids.indexOf(clipId));
  const first = Math.max(0, Math.min(at - Math.floor(count / 2), ids.length - count));
  return ids.slice(first, first + Math.max(0, count));
}
