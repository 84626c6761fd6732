import type { RaterId } from '#shared/domain/ids.ts';
import type { LabelHistoryEntry } from '#shared/domain/label.ts';

/** Whether an entry of a history (newest first) can be said again: a state of the rater's own label that is not the present one. */
export function canRestore(
  entry: LabelHistoryEntry,
  history: readonly LabelHistoryEntry[],
  raterId: RaterId | null,
): boolean {
  if (entry.raterId !== raterId) return false;
  const newest = history.find((one) => one.raterId === raterId && one.round === entry.round);
  return JSON.stringify(newest?.after) !== JSON.stringify(entry.after);
}
