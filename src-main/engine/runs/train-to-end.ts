import { OnsetError } from '#shared/base/errors.ts';
import type { Caller } from '#shared/contract/calls.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunReview } from '#shared/domain/review.ts';
import type { RunDetail } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';

/** Whatever carries the contract: an engine in this process, or a client of one. */
export interface RunClient {
  readonly call: Caller;
  onEvent(listener: (event: EngineEvent) => void): () => void;
}

type RunEvent = EngineEvent & { readonly type: 'run' };

/** Starts a run and waits for its end, by calls and events alone. Throws OnsetError if it fails or is cancelled. */
export async function trainToEnd(
  client: RunClient,
  spec: RunSpec,
  onProgress: (event: RunEvent) => void = () => {},
): Promise<{ detail: RunDetail; review: RunReview }> {
  const runId = await startAndWait(client, spec, onProgress);
  const detail = await client.call('runs.show', { runId });
  if (detail.status !== 'done') {
    const code = detail.status === 'cancelled' ? 'cancelled' : 'internal';
    throw new OnsetError(code, `The run ${runId} was not finished: ${detail.failure ?? detail.status}`);
  }
  return { detail, review: await client.call('runs.review', { runId }) };
}

/** Listens before it starts, since a run may fail before the answer to its start has come. */
async function startAndWait(
  client: RunClient,
  spec: RunSpec,
  onProgress: (event: RunEvent) => void,
): Promise<RunId> {
  const early: RunEvent[] = [];
  let hear = (event: RunEvent) => void early.push(event);
  const stopListening = client.onEvent((event) => {
    if (event.type === 'run') hear(event);
  });
  try {
    const { runId } = await client.call('runs.start', { spec });
    await new Promise<void>((resolve) => {
      hear = (event) => {
        if (event.runId !== runId) return;
        onProgress(event);
        if (['done', 'failed', 'cancelled'].includes(event.status)) resolve();
      };
      for (const event of early) hear(event);
    });
    return runId;
  } finally {
    stopListening();
  }
}
