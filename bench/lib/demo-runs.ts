import type { Engine } from '#main/engine/engine.ts';
import { trainToEnd } from '#main/engine/runs/train-to-end.ts';
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
  const { detail, review } = await trainToEnd(engine, spec, {
    onProgress: ({ epoch, message }) => {
      if (epoch === null) say(message);
    },
  });
  const { seconds, backend } = detail;
  const predictions = review.predictions.flatMap(({ clipId, ...row }) =>
    clipId === null ? [] : [{ clipId, ...row }],
  );
  return { seed: spec.seed, seconds, backend, predictions };
}
