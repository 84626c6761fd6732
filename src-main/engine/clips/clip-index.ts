import type { Catalog } from '#main/catalog/index.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import { type ClipColumns, readColumns, refreshTogether } from './columns.ts';
import { type ClipView, readView, refreshView } from './view.ts';

/** Views of so many raters are kept; one of 50,000 clips takes 2 MB. */
const MAX_VIEWS = 8;
/** Where more clips than this share have changed, reading all of them anew takes no longer. */
const MANY_CHANGED = 0.1;

interface ClipIndex {
  viewOf(raterId: RaterId | null): ClipView;
}

const indexOf = new WeakMap<Catalog, ClipIndex>();

/**
 * The clips of the catalog as the rater sees them, in columns that are kept in memory and follow what was written since
 * the last call, here or by another program: a label costs a look at one clip.
 */
export function currentView(catalog: Catalog, raterId: RaterId | null): ClipView {
  const known = indexOf.get(catalog);
  if (known !== undefined) return known.viewOf(raterId);
  const index = createClipIndex(catalog);
  indexOf.set(catalog, index);
  return index.viewOf(raterId);
}

function createClipIndex({ read }: Catalog): ClipIndex {
  const takeChanges = read.changes.follow();
  const views = new Map<RaterId | null, ClipView>();
  let columns: ClipColumns | null = null;

  const upToDate = (): ClipColumns => {
    const { clips, more } = takeChanges();
    if (columns === null || more || clips.size > columns.ids.length * MANY_CHANGED) {
      views.clear();
      columns = readColumns(read);
    } else if (clips.size > 0) {
      const ids = [...clips];
      refreshTogether(columns, read, ids);
      for (const [raterId, view] of views) refreshView(view, read, raterId, ids);
    }
    return columns;
  };

  return {
    viewOf: (raterId) => {
      const current = upToDate();
      const view = views.get(raterId) ?? readView(read, current, raterId);
      // The one that was asked for last stands last.
      views.delete(raterId);
      views.set(raterId, view);
      const [oldest] = views.keys();
      if (views.size > MAX_VIEWS && oldest !== undefined) views.delete(oldest);
      return view;
    },
  };
}
