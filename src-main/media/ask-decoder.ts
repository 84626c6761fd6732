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
/** A decoder that says nothing for so long hangs. Whatever takes long says how far it is, but for a frame or a flow alone. */
const SILENCE_MS = 180_000;

/**
 * One piece of work for a decoder child of its own, so that frames can be looked at meanwhile; once more if the child
 * crashed. `answerOf` gives the answer an event holds; `tidy` removes what a child without one may have left behind.
 * Throws OnsetError: `cancelled` soon after the signal, else in words.
 */
export async function askDecoder<Answer>(
  work: DecoderWork,
  answerOf: (event: DecoderEvent) => Answer | undefined,
  task: DecoderTask,
  tidy: (pid: number) => Promise<void> = async () => {},
): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const { answer, end, pid, isHung } = await tryOnce(work, answerOf, task);
    if (answer !== null) return answer;
    if (pid !== undefined) await tidy(pid);
    if (task.signal.aborted) throw new OnsetError('cancelled', 'Decoding was cancelled.');
    if (isHung) throw new OnsetError('internal', 'The decoder came to no end, and was stopped.');
    const isCrash = end.kind === 'crashed' || end.kind === 'out-of-memory';
    if (!isCrash || tries === MAX_TRIES) throw endAsError(end, 'the decoder');
  }
}

const MAX_TRIES = 2;

async function tryOnce<Answer>(
  work: DecoderWork,
  answerOf: (event: DecoderEvent) => Answer | undefined,
  task: DecoderTask,
): Promise<ChildAnswer<Answer> & { readonly isHung: boolean }> {
  const hung = new AbortController();
  const silence = setTimeout(() => hung.abort(), SILENCE_MS);
  const outcome = await askChild<DecoderRequest, DecoderEvent, Answer>({
    entry: childEntry('decoder'),
    who: 'the decoder',
    events: decoderEvent,
    failureOf: (event) => (event.type === 'failed' ? event.failure : null),
    request: { ...work, id: REQUEST_ID },
    signal: AbortSignal.any([task.signal, hung.signal]),
    cancel: { type: 'cancel', id: REQUEST_ID },
    answerOf: (event) => {
      silence.refresh();
      if (event.type === 'progress') {
        task.report(event.done, event.total);
        return undefined;
      }
      return event.type === 'cancelled' || event.type === 'failed' ? null : answerOf(event);
    },
  });
  clearTimeout(silence);
  return { ...outcome, isHung: hung.signal.aborted };
}
