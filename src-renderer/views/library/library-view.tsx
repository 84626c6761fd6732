import { IconLayoutGridAdd } from '@tabler/icons-react';
import { LIBRARY_COMMANDS } from '#renderer/commands/library.ts';
import { useCommands } from '#renderer/commands/registry.ts';
import { dialogs } from '#renderer/state/dialogs.ts';
import { useLibrary } from '#renderer/state/library.ts';
import { useFilteredClips } from '#renderer/state/library-clips.ts';
import { useProject } from '#renderer/state/queries.ts';
import { EmptyState, FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import { ClipGrid } from './clip-grid.tsx';
import { ClipTable } from './clip-table.tsx';
import { Facets } from './facets.tsx';
import classes from './library.module.css';
import { Toolbar } from './toolbar.tsx';

/** The project's clips: what is chosen here is what Label walks through and Train uses. */
export function LibraryView() {
  useCommands('Library', LIBRARY_COMMANDS);
  const found = useFilteredClips();
  const clipCount = useProject().data?.clipCount ?? 0;
  if (found.data === undefined && found.error !== null)
    return (
      <FailedState
        title="The clips cannot be listed."
        reason={found.error.message}
        onRetry={() => void found.refetch()}
      />
    );
  if (found.data === undefined) return <LoadingState what="Reading the clips" />;
  if (clipCount === 0 && found.data.ids.length === 0) return <EmptyProject />;
  return (
    <div className={classes['library']}>
      <Facets facets={found.data.facets} />
      <div className={classes['clips']}>
        <Toolbar count={found.data.ids.length} isRefreshing={found.isPlaceholderData} />
        {found.data.ids.length === 0 ? <NothingFound /> : <Clips ids={found.data.ids} />}
      </div>
    </div>
  );
}

function Clips({ ids }: { readonly ids: Parameters<typeof ClipGrid>[0]['ids'] }) {
  const layout = useLibrary((state) => state.layout);
  return layout === 'grid' ? <ClipGrid ids={ids} /> : <ClipTable ids={ids} />;
}

function EmptyProject() {
  return (
    <EmptyState
      icon={<IconLayoutGridAdd size={36} stroke={1.2} aria-hidden />}
      title="This project has no clips yet."
      action={{ label: 'Import clips…', onClick: () => dialogs.open('import') }}
    >
      Import a folder per emotion, image sequences or a coding sheet. The pictures stay where they are.
    </EmptyState>
  );
}

function NothingFound() {
  const setFilter = useLibrary((state) => state.setFilter);
  return (
    <EmptyState
      title="No clip is like this."
      action={{ label: 'Show all clips', onClick: () => setFilter({}) }}
    >
      The filter leaves nothing. Take a part of it away at the left, or show all.
    </EmptyState>
  );
}
