import type { Catalog } from '#main/catalog/index.ts';
import type { ClipFacets, ClipFilter, ClipRow, ClipSort } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { naiveQuery } from './naive-query.ts';
import { clipRows } from './rows.ts';

/**
 * The clips that pass `filter`, in order; and for each of its fields how many clips each value would select under the
 * other fields. Labels count as `raterId` sees them.
 */
export function queryClips(
  catalog: Catalog,
  filter: ClipFilter,
  sort: ClipSort,
  raterId: RaterId | null,
): { ids: ClipId[]; facets: ClipFacets } {
  return naiveQuery(clipRows(catalog, null, raterId), catalog.read.emotions.names(), filter, sort);
}

/** A part of the same, as rows, with how many there are in all. */
export function pageClips(
  catalog: Catalog,
  filter: ClipFilter,
  sort: ClipSort,
  raterId: RaterId | null,
  { offset, limit }: { offset: number; limit: number },
): { total: number; rows: ClipRow[] } {
  const { ids } = queryClips(catalog, filter, sort, raterId);
  return { total: ids.length, rows: clipRows(catalog, ids.slice(offset, offset + limit), raterId) };
}
