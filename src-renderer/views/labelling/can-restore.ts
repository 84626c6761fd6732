import type { RaterId } from '#shared/domain/ids.ts';
import type { LabelHistoryEntry } from '#shared/domain/label-history.ts';

/** Whether an entry of a history can be said again: a former state of the rater's own, or of what was adjudicated. */
export function canRestore(
  { raterId, isPresent }: Pick<LabelHistoryEntry, 'raterId' | 'isPresent'>,
  asker: RaterId | null,
  adjudicator: RaterId | null,
): boolean {
  if (asker === null || isPresent) return false;
  return raterId === asker || raterId === adjudicator;
}
