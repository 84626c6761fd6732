import { queryOptions, useQuery } from '@tanstack/react-query';
import { callEngine } from '#renderer/client/index.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { createBatcher } from './batch.ts';
import { queryClient } from './queries.ts';
import { useRaterId } from './session.ts';

const ROWS_A_CALL = 200;
const WAIT_MS = 10;

const batchers = new Map<RaterId | null, (id: ClipId) => Promise<ClipRow>>();

/** One batcher a rater, since the effective label is the asking rater's. */
function batcherOf(raterId: RaterId | null): (id: ClipId) => Promise<ClipRow> {
  const known = batchers.get(raterId);
  if (known !== undefined) return known;
  const batcher = createBatcher<ClipId, ClipRow>({
    maxSize: ROWS_A_CALL,
    waitMs: WAIT_MS,
    load: async (ids) => {
      const rows = await callEngine('clips.rows', { ids: [...ids], raterId });
      return new Map(rows.map((row) => [row.id, row]));
    },
  });
  batchers.set(raterId, batcher);
  return batcher;
}

const rowQuery = (id: ClipId, raterId: RaterId | null) =>
  queryOptions({ queryKey: ['row', id, raterId], queryFn: () => batcherOf(raterId)(id) });

/** A clip as lists show it; rows asked for in the same moment travel in one call. Not `enabled`: only if known already. */
export function useClipRow(id: ClipId, enabled = true) {
  return useQuery({ ...rowQuery(id, useRaterId()), enabled });
}

/** These clips' rows are stale; null: all are. */
export function forgetRows(ids: readonly ClipId[] | null): void {
  if (ids === null) void queryClient.invalidateQueries({ queryKey: ['row'] });
  else for (const id of ids) void queryClient.invalidateQueries({ queryKey: ['row', id] });
}
