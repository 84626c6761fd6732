import { QUEUE_NAMES, startQueue, stepRound } from '#renderer/state/queues.ts';
import { useSession } from '#renderer/state/session.ts';
import { queueKind } from '#shared/domain/queue.ts';
import type { Command } from './command.ts';
import { mapped } from './keymap.ts';

const hasRater = { isEnabled: () => useSession.getState().rater !== null };

/** What to label next, from every page. */
export const QUEUE_COMMANDS: readonly Command[] = [
  ...queueKind.options.map((queue) =>
    mapped(`queue.${queue}`, `Label queue: ${QUEUE_NAMES[queue]}`, () => void startQueue(queue), hasRater),
  ),
  mapped('round.next', 'Next round: rate all clips once more', () => stepRound(1), hasRater),
  mapped('round.previous', 'Back to the round before', () => stepRound(-1), {
    isEnabled: () => useSession.getState().round > 1,
  }),
];
