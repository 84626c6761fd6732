import { askChild } from '#main/jobs/ask-child.ts';
import { childEntry, crashedBy, endAsError } from '#main/jobs/child.ts';
import type { ChildEnd } from '#main/jobs/child-end.ts';
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
  /** Backends that are not to be tried from the first. */
  readonly without?: readonly PassedOver[];
  /** As of {@link askChild}. */
  readonly answerOf: (event: TrainerEvent) => Answer | null | undefined;
  readonly signal?: AbortSignal;
  readonly logFile?: string;
}

let atWork = 0;
let begun = 0;

/** How many trainers compute now, and how many have begun so far; those that only try backends do not count. */
export const trainersNow = () => ({ atWork, begun });

const WHO = 'the trainer';

/**
 * Asks a trainer. Where a backend crashes it as it is tried (native code for another processor), or fails and stands in
 * the way of the next, a new one is asked to do without that backend. Throws OnsetError: `cancelled` soon after the signal, else in words.
 */
export async function askTrainer<Answer>(work: TrainerWork<Answer>): Promise<Answer> {
  if (work.request([]).type === 'backends') return askUntilOneCan(work);
  atWork++;
  begun++;
  try {
    return await askUntilOneCan(work);
  } finally {
    atWork--;
  }
}

async function askUntilOneCan<Answer>({
  request,
  answerOf,
  without: given = [],
  ...rest
}: TrainerWork<Answer>): Promise<Answer> {
  const without = [...given];
  for (;;) {
    const trial: { of: BackendName | null; unusable: PassedOver | null } = { of: null, unusable: null };
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
        if (event.type !== 'unusable') return answerOf(event);
        trial.unusable = { name: event.backend, whyNot: event.whyNot };
        return null;
      },
    });
    if (rest.signal?.aborted) throw new OnsetError('cancelled', 'The run was cancelled.');
    if (answer !== null) return answer;
    const failed = trial.unusable ?? crashedIn(trial.of, end);
    if (failed === null || without.some((known) => known.name === failed.name)) throw endAsError(end, WHO);
    without.push(failed);
  }
}

/** Null where it is no crash, or none of a backend's: nothing kills itself by SIGKILL. */
function crashedIn(name: BackendName | null, end: ChildEnd): PassedOver | null {
  if (name === null || end.kind !== 'crashed' || end.by === 'SIGKILL') return null;
  return { name, whyNot: `It crashed the trainer as it was tried (${crashedBy(end)}).` };
}
