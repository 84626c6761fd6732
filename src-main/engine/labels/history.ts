import type { Catalog } from '#main/catalog/index.ts';
import type { CallRequest } from '#shared/contract/calls.ts';
import type { LabelHistoryEntry } from '#shared/domain/label-history.ts';
import { requireClip } from './require.ts';
import { visibleTo } from './visibility.ts';

/** What was said of a clip in labels and traces that the asker may see, newest first. */
export function historyOf(
  catalog: Catalog,
  { clipId, raterId, round }: CallRequest<'labels.history'>,
): LabelHistoryEntry[] {
  requireClip(catalog, clipId);
  const { history } = catalog.read;
  return [...history.ofClip(clipId), ...history.tracesOfClip(clipId)]
    .filter(visibleTo(catalog, raterId, round))
    .sort((a, b) => (a.at === b.at ? b.id - a.id : a.at < b.at ? 1 : -1));
}
