import {
  ActionIcon,
  Button,
  Group,
  Loader,
  NativeSelect,
  SegmentedControl,
  Text,
  Tooltip,
} from '@mantine/core';
import {
  IconFileImport,
  IconLayoutGrid,
  IconSortAscending,
  IconSortDescending,
  IconTable,
} from '@tabler/icons-react';
import { openFromLibrary } from '#renderer/commands/library.ts';
import { dialogs } from '#renderer/state/dialogs.ts';
import { useLibrary } from '#renderer/state/library.ts';
import { filteredIds } from '#renderer/state/library-clips.ts';
import { clipSort } from '#shared/domain/clip.ts';
import classes from './library.module.css';
import { SORT_LABELS } from './sort-labels.ts';

export function Toolbar({ count, isRefreshing }: { readonly count: number; readonly isRefreshing: boolean }) {
  const selection = useLibrary((state) => state.selection);
  const chosen = selection.ids.size;
  const labelFrom = () => {
    const first = selection.focus ?? filteredIds()[0];
    if (first !== undefined) openFromLibrary(first);
  };
  return (
    <div className={classes['toolbar']} role="toolbar" aria-label="Clips">
      <Text size="sm" aria-live="polite" className={classes['clipCount'] ?? ''}>
        {count.toLocaleString('en')} {count === 1 ? 'clip' : 'clips'}
        {chosen > 0 && `, ${chosen.toLocaleString('en')} chosen`}
      </Text>
      {chosen > 1 && <OnlyChosen />}
      {isRefreshing && <Loader size={12} />}
      <div style={{ flex: 1 }} />
      <SortControl />
      <LayoutControl />
      <Button
        variant="default"
        leftSection={<IconFileImport size={15} stroke={1.6} />}
        onClick={() => dialogs.open('import')}
      >
        Import…
      </Button>
      <Button disabled={count === 0} onClick={labelFrom}>
        Label these
      </Button>
    </div>
  );
}

/** Narrows the filter to the chosen clips, for labelling or training on just these. */
function OnlyChosen() {
  const { selection, filter, setFilter } = useLibrary();
  return (
    <Button variant="default" onClick={() => setFilter({ ...filter, ids: [...selection.ids] })}>
      Show only chosen
    </Button>
  );
}

function SortControl() {
  const { sort, setSort } = useLibrary();
  const isAscending = sort.direction === 'ascending';
  const next = isAscending ? 'descending' : 'ascending';
  const Icon = isAscending ? IconSortAscending : IconSortDescending;
  return (
    <Group gap={2} wrap="nowrap">
      <NativeSelect
        aria-label="Sort by"
        value={sort.by}
        data={clipSort.shape.by.options.map((value) => ({ value, label: SORT_LABELS[value] }))}
        onChange={(event) => setSort({ ...sort, by: clipSort.shape.by.parse(event.currentTarget.value) })}
      />
      <Tooltip label={`Sorted ${sort.direction}`}>
        <ActionIcon aria-label={`Sort ${next}`} onClick={() => setSort({ ...sort, direction: next })}>
          <Icon size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function LayoutControl() {
  const { layout, setLayout } = useLibrary();
  return (
    <SegmentedControl
      aria-label="Layout"
      value={layout}
      data={[
        { value: 'grid', label: <IconLayoutGrid size={15} role="img" aria-label="Grid" /> },
        { value: 'table', label: <IconTable size={15} role="img" aria-label="Table" /> },
      ]}
      onChange={(value) => setLayout(value === 'table' ? 'table' : 'grid')}
    />
  );
}
