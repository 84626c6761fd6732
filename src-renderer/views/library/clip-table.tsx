import { Box, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useLibrary } from '#renderer/state/library.ts';
import type { ClipSort } from '#shared/domain/clip.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { ClipTableRow } from './clip-table-row.tsx';
import classes from './library.module.css';
import { SORT_LABELS } from './sort-labels.ts';
import { useClipPointer, useClipRows } from './use-clip-list.ts';

const ROW_HEIGHT_PX = 30;

/** Clips as lines, sorted by a click on a column. */
export function ClipTable({ ids }: { readonly ids: readonly ClipId[] }) {
  const { scroll, rows } = useClipRows({ ids, columns: 1, rowHeightPx: ROW_HEIGHT_PX, isReady: true });
  const selection = useLibrary((state) => state.selection);
  const pointer = useClipPointer(ids);
  return (
    <Box
      ref={scroll}
      role="grid"
      aria-label="Clips"
      aria-multiselectable
      aria-rowcount={ids.length + 1}
      tabIndex={0}
      className={classes['scroll'] ?? ''}
    >
      <TableHead />
      <div role="presentation" className={classes['rows']} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const id = ids[item.index];
          if (id === undefined) return null;
          return (
            <ClipTableRow
              key={id}
              id={id}
              rowIndex={item.index + 2}
              top={item.start}
              isSelected={selection.ids.has(id)}
              isFocused={selection.focus === id}
              onClick={pointer.onClick}
              onOpen={pointer.onOpen}
            />
          );
        })}
      </div>
    </Box>
  );
}

function TableHead() {
  return (
    <Box role="row" className={`${classes['tableRow']} ${classes['tableHead']}`}>
      <SortHeader by="name" />
      <SortHeader by="subject" />
      <SortHeader by="emotion" />
      <SortHeader by="intensity" />
      <SortHeader by="intensitySpread" />
      <SortHeader by="frameCount" />
      <Box role="columnheader">Frames/s</Box>
      <Box role="columnheader">Raters</Box>
      <Box role="columnheader">Status</Box>
    </Box>
  );
}

function SortHeader({ by }: { readonly by: ClipSort['by'] }) {
  const { sort, setSort } = useLibrary();
  const isSorted = sort.by === by;
  const isAscending = sort.direction === 'ascending';
  const Icon = isAscending ? IconArrowUp : IconArrowDown;
  return (
    <Box role="columnheader" aria-sort={isSorted ? sort.direction : 'none'}>
      <UnstyledButton
        className={classes['sortHeader']}
        onClick={() => setSort({ by, direction: isSorted && isAscending ? 'descending' : 'ascending' })}
      >
        {SORT_LABELS[by]}
        <Icon size={12} aria-hidden style={{ visibility: isSorted ? 'visible' : 'hidden' }} />
      </UnstyledButton>
    </Box>
  );
}
