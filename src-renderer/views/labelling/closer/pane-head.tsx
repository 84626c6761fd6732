import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './closer.module.css';

/** What a pane shows, as it came with its frame. */
export function PaneHead({
  name,
  index,
  timestampMs,
  children,
}: {
  readonly name: string;
  /** Null before the first frame. */
  readonly index: number | null;
  readonly timestampMs: number | null;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes['paneHead']}>
      <Text size="sm" fw={600} truncate title={name}>
        {name}
      </Text>
      <Text size="sm" component="output" aria-label={`Frame of ${name}`} aria-live="off" flex="none">
        {index === null ? '–' : `frame ${index}`}
        {timestampMs !== null && ` · ${timestampMs.toFixed(Number.isInteger(timestampMs) ? 0 : 1)} ms`}
      </Text>
      <div className={classes['gap']} />
      {children}
    </div>
  );
}
