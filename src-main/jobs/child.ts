import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Failure, toFailure } from '#shared/base/errors.ts';
import { type ChildEnd, countMemoryKills, judgeExit } from './child-end.ts';
import { createChildLog } from './child-log.ts';

export { type ChildEnd, crashedBy, endAsError } from './child-end.ts';
export { childEntry } from './child-entry.ts';

export interface ChildOptions<Event> {
  /** File of the child's entry, from {@link childEntry}. */
  readonly entry: string;
  /** Such as "the trainer", for messages. */
  readonly who: string;
  /** Every message of the child's is parsed by it; one that does not fit ends the child. */
  readonly events: z.ZodType<Event>;
  readonly onEvent: (event: Event) => void;
  /** The failure of the whole child that an event tells, if it is one: then that is how the child ended. */
  readonly failureOf?: (event: Event) => Failure | null;
  /** All that the child prints goes there as well. */
  readonly logFile?: string;
}

/** A Node process of ours at work. */
export interface Child<Request extends object> {
  readonly pid: number | undefined;
  /** Requests to a child that has just ended are dropped: `ended` tells. */
  send(request: Request): void;
  /** Says `request`, or hangs up (null), which every child takes as its end; waits `graceMs`, then kills it. */
  stop(request: Request | null, graceMs: number): Promise<ChildEnd>;
  /** Never rejects. */
  readonly ended: Promise<ChildEnd>;
}

/** Starts a child of the engine on the Node that runs the engine. The child leaves when the engine's end of the pipe closes. */
export function startChild<Request extends object, Event>(options: ChildOptions<Event>): Child<Request> {
  const log = createChildLog(options.logFile ?? null);
  const memoryKillsBefore = countMemoryKills();
  const child = fork(options.entry, [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (child.stdout !== null) log.follow(child.stdout, 'output');
  if (child.stderr !== null) log.follow(child.stderr, 'errors');

  let failure: Failure | null = null;
  let stopping = false;
  const fail = (why: Failure) => {
    failure ??= why;
    child.kill('SIGKILL');
  };

  child.on('message', (message) => {
    const parsed = options.events.safeParse(message);
    if (!parsed.success)
      return fail({ code: 'internal', message: `A message of ${options.who} is not in the contract.` });
    failure ??= options.failureOf?.(parsed.data) ?? null;
    try {
      options.onEvent(parsed.data);
    } catch (error) {
      // What its news could not be done with (a full disk) ends the child, never the engine.
      fail(toFailure(error));
    }
  });

  const ended = whenEnded(child).then((exit): ChildEnd => {
    log.close();
    if (failure !== null) return { kind: 'failed', failure };
    if (stopping) return { kind: 'stopped' };
    if (exit instanceof Error)
      return {
        kind: 'failed',
        failure: { code: 'internal', message: `Cannot start ${options.who}: ${exit.message}` },
      };
    return judgeExit(exit.code, exit.signal, log.lines(), countMemoryKills() - memoryKillsBefore);
  });

  const send = (request: Request) => {
    // The callback takes the error of a pipe that broke between our look and our word.
    if (child.connected) child.send(request, () => {});
  };
  return {
    pid: child.pid,
    send,
    stop: async (request, graceMs) => {
      stopping = true;
      if (request !== null) send(request);
      else if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      const end = await ended;
      clearTimeout(timer);
      return end;
    },
    ended,
  };
}

type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** After the last byte of its output was read. (Node's own `close` never comes where we hung up.) An error where it never started. */
async function whenEnded(child: ChildProcess): Promise<Exit | Error> {
  const exit = await new Promise<Exit | Error>((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(error);
    });
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await Promise.all([child.stdout, child.stderr].map(whenClosed));
  return exit;
}

async function whenClosed(stream: Readable | null): Promise<void> {
  if (stream !== null && !stream.closed) await once(stream, 'close');
}
