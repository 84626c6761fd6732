import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { queries } from '#renderer/state/queries.ts';
import type { RunId } from '#shared/domain/ids.ts';
import classes from '../training.module.css';

const MAX_LINES = 500;
const FOLLOW_EVERY_MS = 1500;

/** The last lines of the run's log, on demand; it follows while the run goes on. */
export function RunLog({ runId, isGoing }: { readonly runId: RunId; readonly isGoing: boolean }) {
  const [isShown, setShown] = useState(false);
  return (
    <section aria-label="Log">
      <Group justify="space-between" mb={4}>
        <Text fw={600} size="sm">
          Log
        </Text>
        <Button
          variant="default"
          size="compact-xs"
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? 'Hide log' : 'Show log'}
        </Button>
      </Group>
      {isShown && <LogLines runId={runId} isGoing={isGoing} />}
    </section>
  );
}

function LogLines({ runId, isGoing }: { readonly runId: RunId; readonly isGoing: boolean }) {
  const log = useQuery({
    ...queries.runLog(runId, MAX_LINES),
    // Of every look anew: lines are written between the events.
    staleTime: 0,
    refetchInterval: isGoing ? FOLLOW_EVERY_MS : false,
  });
  const box = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (log.data !== undefined && box.current !== null && isAtEnd.current)
      box.current.scrollTop = box.current.scrollHeight;
  }, [log.data]);
  if (log.isError)
    return (
      <Text size="sm" c="red">
        The log could not be read: {log.error.message}
      </Text>
    );
  return (
    <pre
      ref={box}
      className={classes['log']}
      role="log"
      aria-label="Lines of the log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 8;
      }}
    >
      {log.data === undefined ? 'Reading …' : log.data.join('\n') || 'Nothing is written yet.'}
    </pre>
  );
}
