import { askChild } from '#main/jobs/ask-child.ts';
import { childEntry, crashedBy, endAsError } from '#main/jobs/child.ts';
import { OnsetError } from '#shared/base/errors.ts';
import {
  type PassedOver,
  type TrainerEvent,
  type TrainerRequest,
  trainerEvent,
} from '#shared/contract/children.ts';
import type { BackendName } from '#shared/domain/backend.ts';

export interface TrainerWork<Answer> {
  readonly request: (without: PassedOver[]) => TrainerRequest;
  /** As of {@link askChild}. */
  readonly answerOf: (event: TrainerEvent) => Answer | null | undefined;
  readonly signal?: AbortSignal;
  readonly logFile?: string;
}

const WHO = 'the trainer';

/**
 * Asks a trainer. Where a backend crashes it as it is tried (native code for another processor), a new one is asked
 * to do without that backend. Throws OnsetError: `cancelled` soon after the signal, else in words.
 */
export async function askTrainer<Answer>({
  request,
  answerOf,
  ...rest
}: TrainerWork<Answer>): Promise<Answer> {
  const without: PassedOver[] = [];
  for (;;) {
    const trial: { of: BackendName | null } = { of: null };
    const { answer, end } = await askChild<TrainerRequest, TrainerEvent, Answer>({
      ...rest,
      entry: childEntry('trainer'),
      who: WHO,
      events: trainerEvent,
      failureOf: (event) => (event.type === 'failed' ? event.failure : null),
      request: request(without),
      cancel: { type: 'cancel' },
      answerOf: (event) => {
        trial.of = event.type === 'trying' ? event.backend : null;
        return answerOf(event);
      },
    });
    if (rest.signal?.aborted) throw new OnsetError('cancelled', 'The run was cancelled.');
    if (answer !== null) return answer;
    const { of: name } = trial;
    if (end.kind !== 'crashed' || name === null || without.some((known) => known.name === name))
      throw endAsError(end, WHO);
    without.push({ name, whyNot: `It crashed the trainer as it was tried (${crashedBy(end)}).` });
  }
}
