import { Box } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useLibrary } from '#renderer/state/library.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { ClipCard } from './clip-card.tsx';
import classes from './library.module.css';
import { useClipPointer, useClipRows } from './use-clip-list.ts';

const CARD_WIDTH_PX = 156;
const ROW_HEIGHT_PX = 196;

/** Clips as pictures; only the rows in view exist. */
export function ClipGrid({ ids }: { readonly ids: readonly ClipId[] }) {
  const { ref: sizeRef, width } = useElementSize();
  const columns = Math.max(1, Math.floor(width / CARD_WIDTH_PX));
  const { scroll, rows } = useClipRows({ ids, columns, rowHeightPx: ROW_HEIGHT_PX, isReady: width > 0 });
  const ref = useMergedRef(scroll, sizeRef);
  const selection = useLibrary((state) => state.selection);
  const pointer = useClipPointer(ids);
  return (
    <div ref={ref} className={classes['scroll']}>
      <Box
        role="listbox"
        aria-label="Clips"
        aria-multiselectable
        tabIndex={0}
        aria-activedescendant={selection.focus === null ? undefined : `clip-${selection.focus}`}
        className={classes['rows'] ?? ''}
        style={{ height: rows.getTotalSize() }}
      >
        {width > 0 &&
          rows.getVirtualItems().map((row) => (
            <div
              key={row.key}
              role="presentation"
              className={classes['gridRow']}
              style={{
                transform: `translateY(${row.start}px)`,
                gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              }}
            >
              {ids.slice(row.index * columns, (row.index + 1) * columns).map((id) => (
                <ClipCard
                  key={id}
                  id={id}
                  isSelected={selection.ids.has(id)}
                  isFocused={selection.focus === id}
                  onClick={pointer.onClick}
                  onOpen={pointer.onOpen}
                />
              ))}
            </div>
          ))}
      </Box>
    </div>
  );
}
