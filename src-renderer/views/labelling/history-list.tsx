import { Box, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { restoreLabel } from '#renderer/state/labels.ts';
import { queries } from '#renderer/state/queries.ts';
import { useRaterId, useRound } from '#renderer/state/session.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { LabelCause } from '#shared/domain/label.ts';
import type { LabelHistoryEntry } from '#shared/domain/label-history.ts';
import { canRestore } from './can-restore.ts';
import { changeInWords } from './change-in-words.ts';
import classes from './labelling.module.css';
import { usePart } from './use-part.ts';

const CAUSES: Readonly<Record<LabelCause, string>> = {
  edit: '',
  undo: 'undone: ',
  redo: 'done again: ',
  restore: 'restored: ',
  import: 'imported: ',
  merge: 'from a bundle: ',
};

/** Every change of this clip's labels and traces, by whom and when; the rater's own and what was adjudicated can be said again. */
export function HistoryList({ clipId, disabled }: { readonly clipId: ClipId; readonly disabled: boolean }) {
  const raterId = useRaterId();
  const history = useQuery(queries.labelHistory(clipId, raterId, useRound()));
  const raters = useQuery(queries.raters()).data ?? [];
  const adjudicator = raters.find(({ kind }) => kind === 'adjudicated')?.id ?? null;
  const [failure, setFailure] = useState<string | null>(null);
  const list = usePart<HTMLOListElement>('history');
  if (history.error !== null) return <Failure reason={history.error.message} />;
  const restore = async (entry: LabelHistoryEntry) => {
    try {
      await restoreLabel(clipId, entry.id);
      setFailure(null);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      {failure !== null && <Failure reason={failure} />}
      <Box
        component="ol"
        ref={list}
        className={classes['history'] ?? ''}
        aria-label="History"
        tabIndex={0}
        onKeyDown={moveAmongButtons}
      >
        {history.data?.length === 0 && (
          <li>
            <Text size="sm" c="dimmed">
              Nothing has been said of this clip yet.
            </Text>
          </li>
        )}
        {(history.data ?? []).map((entry) => (
          <li key={entry.id} className={classes['historyRow']}>
            <span className={classes['historyWhen']}>
              {whoInWords(entry)}, {new Date(entry.at).toLocaleString()}
              {!disabled && canRestore(entry, raterId, adjudicator) && (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  aria-label={`Restore what was said ${new Date(entry.at).toLocaleString()}`}
                  onClick={() => void restore(entry)}
                >
                  Restore
                </Button>
              )}
            </span>
            <span>
              {CAUSES[entry.cause]}
              {changeInWords(entry)}
            </span>
          </li>
        ))}
      </Box>
    </>
  );
}

function Failure({ reason }: { readonly reason: string }) {
  return (
    <Text size="sm" c="red" role="alert">
      {reason}
    </Text>
  );
}

/** Whose label it is; with who changed it where that is another, and the round after the first. */
function whoInWords({ raterName, actorName, round }: LabelHistoryEntry): string {
  const inRound = round === 1 ? '' : `, round ${round}`;
  const by = actorName === null || actorName === raterName ? '' : ` by ${actorName}`;
  return raterName + inRound + by;
}

/** Up and down go from button to button; Enter presses one. */
function moveAmongButtons(event: KeyboardEvent<HTMLOListElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.matches(':focus'));
  buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
}
