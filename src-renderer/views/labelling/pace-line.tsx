import { Badge, Text } from '@mantine/core';
import { usePace } from '#renderer/state/queues.ts';
import { useRound } from '#renderer/state/session.ts';
import { paceInWords } from './pace-in-words.ts';

/** How far the rater is in this round, how fast, and how long it will take. */
export function PaceLine() {
  const pace = usePace();
  const round = useRound();
  return (
    <>
      {round > 1 && (
        <Badge color="yellow" variant="light" radius="sm" flex="none">
          round {round}
        </Badge>
      )}
      {pace !== null && (
        <Text size="sm" c="dimmed" truncate aria-label="Pace">
          {paceInWords(pace)}
        </Text>
      )}
    </>
  );
}
