import { askChild, type ChildAnswer } from '#main/jobs/ask-child.ts';
import { childEntry, endAsError } from '#main/jobs/child.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { type DecoderEvent, type DecoderRequest, decoderEvent } from '#shared/contract/children.ts';

/** What long work is given: a signal to stop by, and a place to say how far it is. */
export interface DecoderTask {
  readonly signal: AbortSignal;
  report(done: number, total: number): void;
}

/** A request as long as nobody has numbered it. */
export type DecoderWork = DecoderRequest extends infer R
  ? R extends { id: number }
    ? Omit<R, 'id'>
    : never
  : never;

const REQUEST_ID = 1;

/**
 * One piece of work for a decoder child of its own, so that frames can be looked at meanwhile; once more if the child
 * crashed. `answerOf` gives the answer an event holds. Throws OnsetError: `cancelled` soon after the signal, else in words.
 */
export async function askDecoder<Answer>(
  work: DecoderWork,
  answerOf: (event: DecoderEvent) => Answer | undefined,
  task: DecoderTask,
): Promise<Answer> {
  const first = await tryOnce(work, answerOf, task);
  const isCrash = first.end.kind === 'crashed' || first.end.kind === 'out-of-memory';
  const { answer, end } = isCrash && !task.signal.aborted ? await tryOnce(work, answerOf, task) : first;
  if (answer !== null) return answer;
  if (task.signal.aborted) throw new OnsetError('cancelled', 'Decoding was cancelled.');
  throw endAsError(end, 'the decoder');
}

function tryOnce<Answer>(
  work: DecoderWork,
  answerOf: (event: DecoderEvent) => Answer | undefined,
  task: DecoderTask,
): Promise<ChildAnswer<Answer>> {
  return askChild<DecoderRequest, DecoderEvent, Answer>({
    entry: childEntry('decoder'),
    who: 'the decoder',
    events: decoderEvent,
    failureOf: (event) => (event.type === 'failed' ? event.failure : null),
    request: { ...work, id: REQUEST_ID },
    signal: task.signal,
    cancel: { type: 'cancel', id: REQUEST_ID },
    answerOf: (event) => {
      if (event.type === 'progress') {
        task.report(event.done, event.total);
        return undefined;
      }
      return event.type === 'cancelled' || event.type === 'failed' ? null : answerOf(event);
    },
  });
}
