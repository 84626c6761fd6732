import { queryOptions } from '@tanstack/react-query';
import { callEngine } from '#renderer/client/index.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';

const AT_MOST = 40;

/** The first clips with this in their name. The first word of the key is what a changed catalog makes stale. */
export const clipsByName = (text: string, raterId: RaterId | null) =>
  queryOptions({
    queryKey: ['walk', 'by-name', text, raterId],
    queryFn: async (): Promise<readonly ClipId[]> => {
      const { rows } = await callEngine('clips.page', {
        filter: { text },
        sort: { by: 'name', direction: 'ascending' },
        raterId,
        offset: 0,
        limit: AT_MOST,
      });
      return rows.map(({ id }) => id);
    },
  });
