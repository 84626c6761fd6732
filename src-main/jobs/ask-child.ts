import type { ChildEnd, ChildOptions } from './child.ts';
import { startChild } from './child.ts';

/** A child that was asked to stop has this long to leave before it is killed; all of a cancel takes under 2 s. */
const STOP_GRACE_MS = 1000;

/** One piece of work for a child of its own. */
export interface ChildWork<Request extends object, Event, Answer>
  extends Omit<ChildOptions<Event>, 'onEvent'> {
  readonly request: Request;
  /** Takes the news. Gives the answer; null for a last word without one; undefined where more is to come. */
  readonly answerOf: (event: Event) => Answer | null | undefined;
  /** Stops the child: it is told `cancel`, or hung up on where there is no such word. */
  readonly signal?: AbortSignal;
  readonly cancel?: Request;
}

/** `answer` is null where the child ended, was stopped, or failed without one: `end` tells. */
export interface ChildAnswer<Answer> {
  readonly answer: Answer | null;
  readonly end: ChildEnd;
  readonly pid: number | undefined;
}

/** Starts a child, asks it, waits for its answer and for its end. Never rejects. */
export async function askChild<Request extends object, Event, Answer>(
  work: ChildWork<Request, Event, Answer>,
): Promise<ChildAnswer<Answer>> {
  const { request, answerOf, signal, cancel = null, ...options } = work;
  const answers: Answer[] = [];
  const child = startChild<Request, Event>({
    ...options,
    onEvent: (event) => {
      const answer = answerOf(event);
      if (answer === undefined) return;
      if (answer !== null) answers.push(answer);
      void child.stop(null, STOP_GRACE_MS);
    },
  });
  const stop = () => void child.stop(cancel, STOP_GRACE_MS);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  else child.send(request);
  const end = await child.ended;
  signal?.removeEventListener('abort', stop);
  return { answer: end.kind === 'failed' ? null : (answers[0] ?? null), end, pid: child.pid };
}
