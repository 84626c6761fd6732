import { ActionIcon, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import {
  QUEUE_NAMES,
  startQueue,
  stepRound,
  useQueueCounts,
  useQueueFailure,
} from '#renderer/state/queues.ts';
import { useRaterId, useRound } from '#renderer/state/session.ts';
import { queueKind } from '#shared/domain/queue.ts';
import classes from './library.module.css';

/** What to label next: each queue with its count leads to Label, which then walks through it. */
export function Queues() {
  const counts = useQueueCounts();
  const failure = useQueueFailure((state) => state.failure);
  const hint = useKeyHint();
  if (useRaterId() === null) return null;
  return (
    <section className={classes['facet']} aria-label="Queues">
      <div className={classes['queueHead']}>
        <span>Label next</span>
        <Round />
      </div>
      {queueKind.options.map((queue) => {
        const count = counts.get(queue);
        return (
          <Tooltip key={queue} label={hint('Label these', `queue.${queue}`)} position="right">
            <UnstyledButton
              className={classes['queue']}
              disabled={count === 0}
              onClick={() => void startQueue(queue)}
            >
              <span className={classes['facetLabel']}>{QUEUE_NAMES[queue]}</span>
              <span className={classes['facetCount']}>{count?.toLocaleString('en') ?? ''}</span>
            </UnstyledButton>
          </Tooltip>
        );
      })}
      {failure !== null && (
        <Text size="xs" c="red" role="alert">
          {failure}
        </Text>
      )}
    </section>
  );
}

/** Which time the rater goes over the clips. */
function Round() {
  const round = useRound();
  return (
    <span className={classes['round']}>
      <ActionIcon size="xs" aria-label="Round before" disabled={round === 1} onClick={() => stepRound(-1)}>
        <IconMinus size={12} />
      </ActionIcon>
      <output aria-label="Round">round {round}</output>
      <ActionIcon size="xs" aria-label="Next round" onClick={() => stepRound(1)}>
        <IconPlus size={12} />
      </ActionIcon>
    </span>
  );
}
