import type { BackendReport } from '#shared/domain/backend.ts';
import type { Handlers } from '../context.ts';
import { askTrainer } from './ask-trainer.ts';

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

function tryBackends(): Promise<BackendReport[]> {
  return askTrainer({
    request: (without) => ({ type: 'backends', without }),
    answerOf: (event) => (event.type === 'backends' ? event.reports : undefined),
  });
}
