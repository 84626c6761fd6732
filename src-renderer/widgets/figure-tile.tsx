import { Text, Tooltip } from '@mantine/core';
import classes from './figures.module.css';

/** One figure with its name; its definition is one hover or focus away. */
export function FigureTile({
  name,
  value,
  definition,
}: {
  readonly name: string;
  readonly value: number | null;
  readonly definition: string;
}) {
  return (
    <Tooltip label={definition} multiline w={300} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the definition must be reachable by keyboard. */}
      <div className={classes['tile']} tabIndex={0}>
        <Text size="xs" c="dimmed">
          {name}
        </Text>
        <Text fw={600} className={classes['tileValue']}>
          {value === null ? 'undefined' : value.toFixed(3)}
        </Text>
      </div>
    </Tooltip>
  );
}
