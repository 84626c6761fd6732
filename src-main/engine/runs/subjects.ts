import type { FrozenClip } from '#main/catalog/index.ts';
import type { ClipId } from '#shared/domain/ids.ts';

export function subjectsOf(clips: readonly Pick<FrozenClip, 'subject'>[]): Set<string> {
  return new Set(clips.flatMap(({ subject }) => subject ?? []));
}

/** How many subjects are in a part of a run's clips. */
export function subjectCounter(
  clips: readonly Pick<FrozenClip, 'clipId' | 'subject'>[],
): (clipIds: readonly ClipId[]) => number {
  const subjectOf = new Map(clips.map(({ clipId, subject }) => [clipId, subject]));
  return (clipIds) => new Set(clipIds.flatMap((id) => subjectOf.get(id) ?? [])).size;
}
