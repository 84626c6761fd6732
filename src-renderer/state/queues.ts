import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { callEngine } from '#renderer/client/index.ts';
import type { Pace, QueueKind } from '#shared/domain/queue.ts';
import { openClip } from './navigation.ts';
import { queries } from './queries.ts';
import { useRaterId, useRound, useSession } from './session.ts';

/** What each queue is called. */
export const QUEUE_NAMES: Readonly<Record<QueueKind, string>> = {
  unlabelled: 'Not labelled yet',
  drafts: 'My drafts',
  disagreeing: 'Raters disagree',
  'low-confidence': 'I was not sure',
  minority: 'Rare emotions',
  'model-disagrees': 'The model says otherwise',
  're-rate': 'A sample to rate again',
};

/** As many clips as a sample to rate again has. */
const SAMPLE_CLIPS = 20;
const MAX_ROUND = 99;

/** Why no queue was begun, in words; null if one was. */
export const useQueueFailure = create<{ readonly failure: string | null }>()(() => ({ failure: null }));

/** Rating again is a round of its own: the second at least. */
const roundOf = (queue: QueueKind, round: number): number =>
  queue === 're-rate' ? Math.max(2, round) : round;

/** How many clips each queue holds; undefined until it is known. */
export function useQueueCounts(): ReadonlyMap<QueueKind, number> {
  const raterId = useRaterId();
  const round = useRound();
  const counts = useQuery({ ...queries.queueCounts(raterId, round), enabled: raterId !== null }).data ?? [];
  const again = useQuery({
    ...queries.queueCounts(raterId, roundOf('re-rate', round)),
    enabled: raterId !== null,
  }).data;
  const sample = again?.find(({ queue }) => queue === 're-rate')?.clips;
  const known = new Map(counts.map(({ queue, clips }) => [queue, clips]));
  return sample === undefined ? known : known.set('re-rate', Math.min(sample, SAMPLE_CLIPS));
}

/** How far the rater is in this round, and how fast; null until it is known. */
export function usePace(): Pace | null {
  const raterId = useRaterId();
  return useQuery({ ...queries.pace(raterId, useRound()), enabled: raterId !== null }).data ?? null;
}

/** Label walks through the clips of a queue, from the first. */
export async function startQueue(queue: QueueKind): Promise<void> {
  const { rater, round, setRound } = useSession.getState();
  if (rater === null) return;
  const inRound = roundOf(queue, round);
  try {
    const size = queue === 're-rate' ? SAMPLE_CLIPS : null;
    const { ids } = await callEngine('queues.clips', {
      queue,
      raterId: rater.id,
      round: inRound,
      size,
      seed: inRound,
    });
    const [first] = ids;
    if (first === undefined) {
      useQueueFailure.setState({ failure: `No clip is in the queue “${QUEUE_NAMES[queue]}”.` });
      return;
    }
    useQueueFailure.setState({ failure: null });
    setRound(inRound);
    openClip(first, { review: { from: 'queue', runId: null, title: QUEUE_NAMES[queue], clipIds: ids } });
  } catch (error) {
    useQueueFailure.setState({ failure: error instanceof Error ? error.message : String(error) });
  }
}

/** The round before or after this one. */
export function stepRound(by: 1 | -1): void {
  const { round, setRound } = useSession.getState();
  setRound(Math.min(MAX_ROUND, Math.max(1, round + by)));
}
