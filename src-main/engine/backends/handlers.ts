import { childEntry, endAsError, startChild } from '#main/jobs/child.ts';
import { type TrainerEvent, type TrainerRequest, trainerEvent } from '#shared/contract/children.ts';
import type { BackendReport } from '#shared/domain/backend.ts';
import type { Handlers } from '../context.ts';

const STOP_GRACE_MS = 1000;

let known: Promise<BackendReport[]> | null = null;

export const backendHandlers = {
  /** Tried once in the life of the engine, in a trainer of their own; again if that failed. */
  'backends.list': () => {
    known ??= tryBackends().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  },
} satisfies Partial<Handlers>;

async function tryBackends(): Promise<BackendReport[]> {
  const told: BackendReport[][] = [];
  const child = startChild<TrainerRequest, TrainerEvent>({
    entry: childEntry('trainer'),
    who: 'the trainer',
    events: trainerEvent,
    failureOf: (event) => (event.type === 'failed' ? event.failure : null),
    onEvent: (event) => {
      if (event.type === 'backends') told.push(event.reports);
      void child.stop(null, STOP_GRACE_MS);
    },
  });
  child.send({ type: 'backends' });
  const end = await child.ended;
  const [reports] = told;
  if (reports === undefined) throw endAsError(end, 'the trainer');
  return reports;
}
