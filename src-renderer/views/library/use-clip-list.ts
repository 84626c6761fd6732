import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import { openFromLibrary } from '#renderer/commands/library.ts';
import { useLibrary } from '#renderer/state/library.ts';
import { selectClip } from '#renderer/state/selection.ts';
import type { ClipId } from '#shared/domain/ids.ts';

/** Scrolling of grid and table alike: rows of `columns` clips, where the library was, the clip in focus in view. */
export function useClipRows(options: {
  readonly ids: readonly ClipId[];
  readonly columns: number;
  readonly rowHeightPx: number;
  /** False until the number of columns is known. */
  readonly isReady: boolean;
}): {
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly rows: Virtualizer<HTMLDivElement, Element>;
} {
  const { ids, columns, rowHeightPx, isReady } = options;
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: Math.ceil(ids.length / columns),
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeightPx,
    overscan: 3,
    initialOffset: useLibrary.getState().scrollTop ?? 0,
    onChange: (instance) => {
      if (!instance.isScrolling && instance.scrollOffset !== null)
        useLibrary.getState().setScrollTop(instance.scrollOffset);
    },
  });
  const setColumns = useLibrary((state) => state.setColumns);
  useEffect(() => setColumns(columns), [setColumns, columns]);
  useReveal(rows, ids, columns, isReady);
  useStartOver(scroll);
  return { scroll, rows };
}

/** Brings the clip in focus into view: when it was moved by key, and when the library opens where Label was. */
function useReveal(
  rows: Virtualizer<HTMLDivElement, Element>,
  ids: readonly ClipId[],
  columns: number,
  isReady: boolean,
): void {
  const revealCount = useLibrary((state) => state.revealCount);
  const seen = useRef(useLibrary.getState().scrollTop === null ? null : revealCount);
  useEffect(() => {
    if (!isReady || seen.current === revealCount) return;
    const align = seen.current === null ? 'center' : 'auto';
    seen.current = revealCount;
    const { focus } = useLibrary.getState().selection;
    const at = focus === null ? -1 : ids.indexOf(focus);
    if (at >= 0) rows.scrollToIndex(Math.floor(at / columns), { align });
  }, [revealCount, rows, ids, columns, isReady]);
}

/** Another filter or order starts at the top. */
function useStartOver(scroll: RefObject<HTMLDivElement | null>): void {
  const filter = useLibrary((state) => state.filter);
  const sort = useLibrary((state) => state.sort);
  const seen = useRef({ filter, sort });
  useEffect(() => {
    if (seen.current.filter === filter && seen.current.sort === sort) return;
    seen.current = { filter, sort };
    if (useLibrary.getState().scrollTop === 0) scroll.current?.scrollTo({ top: 0 });
  }, [filter, sort, scroll]);
}

/** What a click on a clip does, as in a file manager; a double click opens it. */
export function useClipPointer(ids: readonly ClipId[]) {
  const onClick = useCallback(
    (id: ClipId, event: MouseEvent) => {
      const { selection, setSelection } = useLibrary.getState();
      const modifiers = { shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey };
      setSelection(selectClip(selection, ids, id, modifiers));
    },
    [ids],
  );
  return { onClick, onOpen: openFromLibrary };
}
