import { OnsetError } from '#shared/base/errors.ts';
import type { Caller } from '#shared/contract/calls.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunReview } from '#shared/domain/review.ts';
import type { RunDetail, RunStatus } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';

/** Whatever carries the contract: an engine in this process, or a client of one. */
export interface RunClient {
  readonly call: Caller;
  onEvent(listener: (event: EngineEvent) => void): () => void;
}

type RunEvent = EngineEvent & { readonly type: 'run' };
const ENDS: ReadonlySet<RunStatus> = new Set(['done', 'failed', 'cancelled', 'interrupted']);

export interface WaitOptions {
  readonly onProgress?: (event: RunEvent) => void;
  /** Cancels the run, also where it comes while the run starts. */
  readonly signal?: AbortSignal;
  /** Resolves if the engine goes away. */
  readonly lost?: Promise<void>;
}

/** Starts a run, waits for its end, and gives its figures, by calls and events alone. Throws OnsetError unless it is done. */
export async function trainToEnd(
  client: RunClient,
  spec: RunSpec,
  options: WaitOptions = {},
): Promise<{ detail: RunDetail; review: RunReview }> {
  const runId = await runToEnd(
    client,
    async () => (await client.call('runs.start', { spec })).runId,
    options,
  );
  const detail = await client.call('runs.show', { runId });
  return { detail, review: await client.call('runs.review', { runId }) };
}

/** Lets a run begin by `begin`, or begin again, and waits until it is done. Throws OnsetError, `cancelled` among them, if it ends otherwise. */
export async function runToEnd(
  client: RunClient,
  begin: () => Promise<RunId>,
  { onProgress, signal, lost }: WaitOptions = {},
): Promise<RunId> {
  const heard = listen(client);
  const begun = Promise.withResolvers<RunId>();
  const cancel = () =>
    void begun.promise.then((runId) => client.call('runs.cancel', { runId })).catch(() => {});
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  try {
    const id = await begin();
    begun.resolve(id);
    const end = heard.endOf(id, onProgress);
    return goodEnd(id, await (lost === undefined ? end : Promise.race([end, lost.then(() => null)])));
  } finally {
    signal?.removeEventListener('abort', cancel);
    heard.stop();
  }
}

/** Listens from before the start, since a run may fail before the answer to its start has come. */
function listen(client: RunClient) {
  const early: RunEvent[] = [];
  let hear = (event: RunEvent) => void early.push(event);
  const stop = client.onEvent((event) => {
    if (event.type === 'run') hear(event);
  });
  const endOf = (id: RunId, onProgress: (event: RunEvent) => void = () => {}) =>
    new Promise<RunEvent>((resolve) => {
      hear = (event) => {
        if (event.runId !== id) return;
        onProgress(event);
        if (ENDS.has(event.status)) resolve(event);
      };
      for (const event of early) hear(event);
    });
  return { endOf, stop };
}

function goodEnd(id: RunId, last: RunEvent | null): RunId {
  if (last === null)
    throw new OnsetError('internal', `The Onset that trained the run ${id} ended before the run did.`);
  const { status, message } = last;
  if (status === 'done') return id;
  if (status === 'cancelled') throw new OnsetError('cancelled', `The run ${id} was cancelled.`);
  if (status === 'interrupted') throw new OnsetError('internal', `The run ${id} was interrupted: ${message}`);
  throw new OnsetError('internal', `The run ${id} failed: ${message}`);
}
