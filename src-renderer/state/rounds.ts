import type { CallOutput } from '#renderer/client/index.ts';
import type { RaterId } from '#shared/domain/ids.ts';

type ClipDetail = CallOutput<'clips.detail'>;

/** From the second round on a clip is rated as if for the first time: nothing of before is seen until it is. */
export function isHidden(
  detail: Pick<ClipDetail, 'labels'>,
  raterId: RaterId | null,
  round: number,
): boolean {
  if (round === 1) return false;
  const own = detail.labels.find((label) => label.raterId === raterId && label.round === round);
  return own === undefined || own.status === 'draft';
}

/** What the rater may see of a clip in this round: all, or only what they say in it. */
export function seenInRound(detail: ClipDetail, raterId: RaterId | null, round: number): ClipDetail {
  if (!isHidden(detail, raterId, round)) return detail;
  const labels = detail.labels.filter((label) => label.raterId === raterId && label.round === round);
  const nothing = { emotion: null, intensity: null, onset: null, apex: null, offset: null } as const;
  return { ...detail, labels, clip: { ...detail.clip, ...nothing, apexEstimated: false } };
}
