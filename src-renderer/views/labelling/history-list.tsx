import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/state/queries.ts';
import { useRaterId } from '#renderer/state/session.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { LabelCause } from '#shared/domain/label.ts';
import { changeInWords } from './change-in-words.ts';
import classes from './labelling.module.css';

const CAUSES: Readonly<Record<LabelCause, string>> = {
  edit: '',
  undo: 'undone: ',
  redo: 'done again: ',
  restore: 'restored: ',
  import: 'imported: ',
  merge: 'from a bundle: ',
};

/** Every change of this clip's labels, by whom and when. */
export function HistoryList({ clipId }: { readonly clipId: ClipId }) {
  const history = useQuery(queries.labelHistory(clipId, useRaterId()));
  if (history.error !== null)
    return (
      <Text size="sm" c="red" role="alert">
        {history.error.message}
      </Text>
    );
  if (history.data?.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing has been said of this clip yet.
      </Text>
    );
  const newestFirst = [...(history.data ?? [])].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <ol className={classes['history']} aria-label="History">
      {newestFirst.map((entry, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id, and two may share a moment.
        <li key={`${entry.at}-${at}`} className={classes['historyRow']}>
          <span className={classes['historyWhen']}>
            {entry.raterName}, {new Date(entry.at).toLocaleString()}
          </span>
          <span>
            {CAUSES[entry.cause]}
            {changeInWords(entry)}
          </span>
        </li>
      ))}
    </ol>
  );
}
