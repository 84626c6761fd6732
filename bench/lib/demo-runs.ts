import type { Engine } from '#main/engine/engine.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { Prediction } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';

export interface FinishedRun {
  readonly seed: number;
  readonly seconds: number | null;
  readonly backend: string | null;
  readonly predictions: readonly Prediction[];
}

/** Trains as the window would, and waits for the end. Throws what the run failed of. */
export async function trainOnce(
  engine: Engine,
  spec: RunSpec,
  say: (line: string) => void,
): Promise<FinishedRun> {
  const { runId } = await startAndWait(engine, spec, say);
  const { status, failure, seconds, backend } = await engine.call('runs.show', { runId });
  if (status !== 'done') throw new Error(`The run ${runId} is ${status}: ${failure ?? 'no cause is known'}.`);
  const { predictions } = await engine.call('runs.review', { runId });
  return { seed: spec.seed, seconds, backend, predictions };
}

function startAndWait(engine: Engine, spec: RunSpec, say: (line: string) => void): Promise<{ runId: RunId }> {
  return new Promise((resolve, reject) => {
    const ended = new Set<RunId>();
    let started: RunId | null = null;
    const stop = engine.onEvent((event: EngineEvent) => {
      if (event.type !== 'run') return;
      if (event.epoch === null) say(event.message);
      if (!['done', 'failed', 'cancelled'].includes(event.status)) return;
      ended.add(event.runId);
      finish();
    });
    const finish = () => {
      if (started === null || !ended.has(started)) return;
      stop();
      resolve({ runId: started });
    };
    engine.call('runs.start', { spec }).then(({ runId }) => {
      started = runId;
      finish();
    }, reject);
  });
}
