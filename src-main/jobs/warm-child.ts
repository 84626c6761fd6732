import { type Failure, fromFailure, OnsetError } from '#shared/base/errors.ts';
import { type Child, type ChildOptions, endAsError, startChild } from './child.ts';

export interface WarmChildOptions<Event> extends Omit<ChildOptions<Event>, 'onEvent'> {
  /** Which question an event belongs to; null: none. */
  readonly idOf: (event: Event) => number | null;
  /** The failure of one question that an event tells, if it is one: the child goes on. */
  readonly refusalOf?: (event: Event) => Failure | null;
  /** So long it waits for the next question before it is let go. */
  readonly idleMs: number;
  /** A question that takes longer ends the child. */
  readonly limitMs: number;
}

interface Question<Request, Event, Answer> {
  /** Made when its turn has come. */
  readonly request: (id: number) => Request | Promise<Request>;
  /** The answer that an event holds; undefined where it is still to come. */
  readonly answerOf: (event: Event) => Answer | undefined;
  readonly signal: AbortSignal;
}

/**
 * A child that takes long to start: begun with the first question, kept for the next. One question at a time, the newest first, since
 * who asks while looking around wants to see where they are now.
 */
export interface WarmChild<Request extends object, Event> {
  /** Once more if the child crashed. Throws OnsetError: `cancelled` at the signal or when closed, else in words. */
  ask<Answer>(question: Question<Request, Event, Answer>): Promise<Answer>;
  close(): Promise<void>;
}

/** A question as the queue holds it. */
interface Asked<Request, Event> {
  readonly id: number;
  readonly request: () => Request | Promise<Request>;
  readonly signal: AbortSignal;
  /** True where the event was the answer, or its refusal. */
  take(event: Event): boolean;
  reject(error: unknown): void;
  crashes: number;
}

interface AtWork<Request extends object, Event> {
  readonly asked: Asked<Request, Event>;
  readonly child: Child<Request>;
  readonly timer: NodeJS.Timeout;
}

const MAX_CRASHES = 2;
const STOP_GRACE_MS = 500;

export function createWarmChild<Request extends object, Event>(
  options: WarmChildOptions<Event>,
): WarmChild<Request, Event> {
  const { idOf, refusalOf, idleMs, limitMs, ...childOptions } = options;
  const waiting: Asked<Request, Event>[] = [];
  let atWork: AtWork<Request, Event> | null = null;
  let child: Child<Request> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;
  let closed = false;

  const start = (): Child<Request> => {
    const started = startChild<Request, Event>({ ...childOptions, onEvent: hear });
    void started.ended.then((end) => {
      if (child === started) child = null;
      if (atWork?.child !== started) return;
      const { asked, timer } = atWork;
      clearTimeout(timer);
      atWork = null;
      asked.crashes += 1;
      const crashed = end.kind === 'crashed' || end.kind === 'out-of-memory';
      const again = crashed && asked.crashes < MAX_CRASHES && !asked.signal.aborted;
      if (again && !closed) waiting.push(asked);
      else asked.reject(endAsError(end, options.who));
      askNext();
    });
    return started;
  };

  const hear = (event: Event) => {
    if (atWork === null || idOf(event) !== atWork.asked.id || !atWork.asked.take(event)) return;
    finish(atWork);
  };

  const askNext = () => {
    clearTimeout(idle);
    if (atWork !== null || closed) return;
    const asked = waiting.pop();
    if (asked === undefined) {
      idle = setTimeout(letGo, idleMs);
      return;
    }
    child ??= start();
    const work = { asked, child, timer: setTimeout(giveUp, limitMs) };
    atWork = work;
    void send(work);
  };

  const send = async (work: AtWork<Request, Event>) => {
    try {
      const request = await work.asked.request();
      if (atWork === work) work.child.send(request);
    } catch (error) {
      work.asked.reject(error);
      if (atWork === work) finish(work);
    }
  };

  const finish = ({ timer }: AtWork<Request, Event>) => {
    clearTimeout(timer);
    atWork = null;
    askNext();
  };

  const letGo = () => {
    void child?.stop(null, STOP_GRACE_MS);
    child = null;
  };

  const giveUp = () => {
    const seconds = Math.round(limitMs / 1000);
    atWork?.asked.reject(new OnsetError('internal', `${options.who} did not answer within ${seconds} s.`));
    void atWork?.child.stop(null, 0);
  };

  return {
    ask: ({ request, answerOf, signal }) =>
      new Promise((resolve, reject) => {
        if (closed || signal.aborted) return reject(cancelled());
        lastId += 1;
        const id = lastId;
        const asked: Asked<Request, Event> = {
          id,
          request: () => request(id),
          signal,
          take: (event) => {
            const refusal = refusalOf?.(event) ?? null;
            const answer = refusal === null ? answerOf(event) : undefined;
            if (refusal !== null) reject(fromFailure(refusal));
            else if (answer !== undefined) resolve(answer);
            return refusal !== null || answer !== undefined;
          },
          reject,
          crashes: 0,
        };
        // What the child is at work on it finishes, for nobody: it is soon done, and the next need not start another.
        signal.addEventListener(
          'abort',
          () => {
            const place = waiting.indexOf(asked);
            if (place >= 0) waiting.splice(place, 1);
            reject(cancelled());
          },
          { once: true },
        );
        waiting.push(asked);
        askNext();
      }),
    close: async () => {
      closed = true;
      clearTimeout(idle);
      clearTimeout(atWork?.timer);
      for (const asked of waiting.splice(0)) asked.reject(cancelled());
      atWork?.asked.reject(cancelled());
      await child?.stop(null, STOP_GRACE_MS);
    },
  };
}

const cancelled = () => new OnsetError('cancelled', 'Cancelled.');
