import { create } from 'zustand';
import type { ClipFilter, ClipSort } from '#shared/domain/clip.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { EMPTY_SELECTION, type Selection } from './selection.ts';

export type LibraryLayout = 'grid' | 'table';

/** Which clips the library shows and how. */
export interface LibraryPlace {
  readonly filter: ClipFilter;
  readonly sort: ClipSort;
  readonly layout: LibraryLayout;
  readonly selection: Selection;
  /** In pixels; null: where the clip in focus is. */
  readonly scrollTop: number | null;
}

interface Library extends LibraryPlace {
  /** Clips in a row at present, for moving up and down by key. */
  readonly columns: number;
  /** Counts up when the clip in focus is to be scrolled into view. */
  readonly revealCount: number;
  setFilter(filter: ClipFilter): void;
  setSort(sort: ClipSort): void;
  setLayout(layout: LibraryLayout): void;
  setSelection(selection: Selection, options?: { readonly reveal: boolean }): void;
  setColumns(columns: number): void;
  setScrollTop(scrollTop: number): void;
  /** This clip alone is chosen, and is where the library opens next. */
  setFocus(id: ClipId): void;
  /** Puts everything back as it was, on the way back. */
  restore(place: LibraryPlace): void;
}

const START: LibraryPlace = {
  filter: {},
  sort: { by: 'name', direction: 'ascending' },
  layout: 'grid',
  selection: EMPTY_SELECTION,
  scrollTop: 0,
};

export const useLibrary = create<Library>()((set) => ({
  ...START,
  columns: 1,
  revealCount: 0,
  setFilter: (filter) => set({ filter, selection: EMPTY_SELECTION, scrollTop: 0 }),
  setSort: (sort) => set({ sort, scrollTop: 0 }),
  setLayout: (layout) => set({ layout, scrollTop: 0 }),
  setSelection: (selection, options) =>
    set((state) => ({ selection, revealCount: state.revealCount + (options?.reveal === true ? 1 : 0) })),
  setColumns: (columns) => set({ columns }),
  setScrollTop: (scrollTop) => set({ scrollTop }),
  setFocus: (id) => set({ selection: { ids: new Set([id]), anchor: id, focus: id }, scrollTop: null }),
  restore: (place) => set(place),
}));

export const resetLibrary = (): void => useLibrary.getState().restore(START);

export function libraryPlace(): LibraryPlace {
  const { filter, sort, layout, selection, scrollTop } = useLibrary.getState();
  return { filter, sort, layout, selection, scrollTop };
}

/** The filter with `value` of a list field in or out. */
export function toggleFacet<K extends 'emotions' | 'datasets' | 'subjects' | 'splits' | 'statuses'>(
  filter: ClipFilter,
  field: K,
  value: NonNullable<ClipFilter[K]>[number],
): ClipFilter {
  const { [field]: before, ...others } = filter;
  const values: readonly unknown[] = before ?? [];
  const after = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return after.length === 0 ? others : { ...others, [field]: after };
}

/** The filter with a yes-or-no field at `value`, or without it where it was that already. */
export function toggleFlag(
  filter: ClipFilter,
  field: 'labelledByMe' | 'mediaMissing',
  value: boolean,
): ClipFilter {
  const { [field]: before, ...others } = filter;
  return before === value ? others : { ...others, [field]: value };
}
