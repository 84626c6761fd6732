import type { RunFigures } from '#shared/domain/review.ts';
import type { Prediction } from '#shared/domain/run.ts';
import type { TaskKind } from '#shared/domain/run-spec.ts';
import { emotionFigures, intensityFigures } from '#shared/kernels/metrics/figures.ts';

/** All figures of a run, from the predictions of all its folds at once. */
export function figuresOf(
  task: TaskKind,
  classes: readonly string[],
  predictions: readonly Prediction[],
): RunFigures {
  if (task === 'emotion')
    return emotionFigures(
      classes,
      predictions.map(({ truth, prediction }) => ({ truth: String(truth), prediction: String(prediction) })),
    );
  return intensityFigures(
    predictions.map(({ truth, prediction }) => ({ truth: Number(truth), prediction: Number(prediction) })),
  );
}

/** The one figure of a run's row: UF1 or CCC; null where undefined. */
export function headlineOf(
  task: TaskKind,
  classes: readonly string[],
  predictions: readonly Prediction[],
): number | null {
  const figures = figuresOf(task, classes, predictions);
  return figures.task === 'emotion' ? figures.uf1 : figures.ccc;
}
