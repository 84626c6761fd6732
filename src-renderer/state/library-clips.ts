import { useQuery } from '@tanstack/react-query';
import type { ClipId } from '#shared/domain/ids.ts';
import { useLibrary } from './library.ts';
import { queries, queryClient } from './queries.ts';
import { useRaterId, useSession } from './session.ts';

function presentQuestion() {
  const { filter, sort } = useLibrary.getState();
  return { filter, sort, raterId: useSession.getState().rater?.id ?? null };
}

/** Ids and facets of the clips under the library's filter. Not `live`: as last known, without asking again. */
export function useFilteredClips({ live = true }: { readonly live?: boolean } = {}) {
  const filter = useLibrary((state) => state.filter);
  const sort = useLibrary((state) => state.sort);
  const raterId = useRaterId();
  return useQuery({
    ...queries.clips({ filter, sort, raterId }),
    enabled: live,
    placeholderData: (before) => before,
  });
}

/** The ids the library shows now, in its order. */
export function filteredIds(): readonly ClipId[] {
  return queryClient.getQueryData(queries.clips(presentQuestion()).queryKey)?.ids ?? [];
}

/** The clips Train is to use: null (all of the project's) where nothing is filtered; none until the filter's own answer is there. */
export function useFilteredClipIds(): readonly ClipId[] | null {
  const isFiltered = useLibrary((state) => Object.keys(state.filter).length > 0);
  const { data, isPlaceholderData } = useFilteredClips();
  if (!isFiltered) return null;
  return data === undefined || isPlaceholderData ? [] : data.ids;
}

/**
 * The clips Label walks through: those of the filter as they were when labelling began, so that a clip does
 * not vanish from the walk because its label changed.
 */
export function useWalk() {
  const filter = useLibrary((state) => state.filter);
  const sort = useLibrary((state) => state.sort);
  const raterId = useRaterId();
  return useQuery(queries.walk({ filter, sort, raterId }));
}

/** Labelling begins with what the library shows now. */
export function beginWalk(): void {
  const question = presentQuestion();
  const found = queryClient.getQueryData(queries.clips(question).queryKey);
  if (found !== undefined) queryClient.setQueryData(queries.walk(question).queryKey, found.ids);
}

/** The walk's ids as last known. */
export function presentWalk(): readonly ClipId[] {
  return queryClient.getQueryData(queries.walk(presentQuestion()).queryKey) ?? [];
}
