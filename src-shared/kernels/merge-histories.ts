/** What was said at some time, as JSON in one spelling; null where nothing was said any more. */
export interface HistoryState {
  readonly at: string;
  readonly state: string | null;
}

/** Two courses of one label, put together. */
export interface MergedHistory<E extends HistoryState> {
  /** Entries of theirs that mine lacks, in order. */
  readonly news: readonly E[];
  readonly mine: E | null;
  readonly theirs: E | null;
  /** The last of both: what holds unless somebody chooses otherwise. */
  readonly latest: E | null;
  /** Both went on since they last agreed, and ended in different states. */
  readonly isConflict: boolean;
}

/**
 * The union of two histories. Entries are ordered by time, then by content, and the last one holds: so whichever
 * histories are merged, in whatever order and how often, the same is left.
 */
export function mergeHistories<E extends HistoryState>(
  mine: readonly E[],
  theirs: readonly E[],
): MergedHistory<E> {
  const known = new Set(mine.map(identity));
  const news = uniqueInOrder(theirs.filter((entry) => !known.has(identity(entry))));
  const told = new Set(theirs.map(identity));
  const iWentOn = mine.some((entry) => !told.has(identity(entry)));
  const [mineLast, theirsLast] = [latestEntry(mine), latestEntry(theirs)];
  return {
    news,
    mine: mineLast,
    theirs: theirsLast,
    latest: latestEntry([...mine, ...news]),
    isConflict: iWentOn && news.length > 0 && (mineLast?.state ?? null) !== (theirsLast?.state ?? null),
  };
}

/** The entry that holds; null of none. */
export function latestEntry<E extends HistoryState>(entries: readonly E[]): E | null {
  return entries.reduce<E | null>(
    (last, entry) => (last === null || compare(last, entry) < 0 ? entry : last),
    null,
  );
}

function identity({ at, state }: HistoryState): string {
  return `${at} ${state ?? ''}`;
}

function compare(a: HistoryState, b: HistoryState): number {
  const [x, y] = [identity(a), identity(b)];
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

function uniqueInOrder<E extends HistoryState>(entries: readonly E[]): E[] {
  return [...new Map(entries.map((entry) => [identity(entry), entry])).values()].sort(compare);
}
