import type { Catalog } from '#main/catalog/index.ts';
import type { ClipFacets, ClipFilter, ClipRow, ClipSort } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { currentView } from './clip-index.ts';
import { inOrder } from './order.ts';
import { clipRows } from './rows.ts';
import { countFacets, selectedPlaces } from './select.ts';
import type { ClipView } from './view.ts';

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
  const view = currentView(catalog, raterId);
  const places = inOrder(view, selectedPlaces(view, filter), sort);
  return { ids: idsAt(view, places), facets: countFacets(view, filter, catalog.read.emotions.names()) };
}

/** A part of the same, as rows, with how many there are in all. */
export function pageClips(
  catalog: Catalog,
  filter: ClipFilter,
  sort: ClipSort,
  raterId: RaterId | null,
  { offset, limit }: { offset: number; limit: number },
): { total: number; rows: ClipRow[] } {
  const view = currentView(catalog, raterId);
  const places = inOrder(view, selectedPlaces(view, filter), sort);
  const ids = idsAt(view, places.subarray(offset, offset + limit));
  return { total: places.length, rows: clipRows(catalog, ids, raterId) };
}

export function facetsOf(catalog: Catalog, filter: ClipFilter, raterId: RaterId | null): ClipFacets {
  return countFacets(currentView(catalog, raterId), filter, catalog.read.emotions.names());
}

function idsAt({ columns }: ClipView, places: Int32Array): ClipId[] {
  return Array.from(places).flatMap((place) => columns.ids[place] ?? []);
}
