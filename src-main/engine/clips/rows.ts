import type { Catalog, OwnLabel } from '#main/catalog/index.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { effectiveRow } from './effective.ts';

/**
 * Clips as `raterId` may see them, in the order of `ids`, unknown ones left out; null: every clip, by id. A list is of no
 * round: in a blind project others are seen where the rater has a label of their own, and no draft in any round.
 */
export function clipRows(
  { read }: Catalog,
  ids: readonly ClipId[] | null,
  raterId: RaterId | null,
): ClipRow[] {
  const summaries = ids === null ? read.summaries.all() : read.summaries.ofClips(ids).values();
  const together = new Map(Array.from(summaries, (summary) => [summary.clipId, summary]));
  const labels = raterId === null ? [] : read.labels.own(raterId, ids);
  const ownOf = new Map(labels.map((label) => [label.clipId, label]));
  const isBlind = read.project.isBlind();
  return read.clips.records(ids).map((clip) => {
    const own = ownOf.get(clip.id) ?? null;
    return effectiveRow(clip, isRevealed(isBlind, own) ? (together.get(clip.id) ?? null) : null, own);
  });
}

/** Whether others' labels of a clip may be seen in lists by the rater who says `own` of it. */
export function isRevealed(isBlind: boolean, own: OwnLabel | null): boolean {
  return !isBlind || own?.isSettled === true;
}
