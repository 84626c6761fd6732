import { emotionFigures, intensityFigures } from '#shared/kernels/metrics/figures.ts';
import type { FinishedRun } from './demo-runs.ts';
import { fitRidge } from './ridge.ts';

/** What is true of each clip, whatever the raters said of it. */
export type Truth<T> = ReadonlyMap<number, T>;

/** UF1 of all folds together, against `truth`. */
export function scoreEmotions(run: FinishedRun, truth: Truth<string>): number {
  const pairs = run.predictions.map(({ clipId, prediction }) => ({
    truth: known(truth, clipId),
    prediction: String(prediction),
  }));
  return emotionFigures([...new Set(truth.values())], pairs).uf1;
}

/** CCC of all folds together, against `truth`; 0 where it is undefined, as for a constant prediction. */
export function scoreIntensities(run: FinishedRun, truth: Truth<number>): number {
  const pairs = run.predictions.map(({ clipId, prediction }) => ({
    truth: known(truth, clipId),
    prediction: Number(prediction),
  }));
  return intensityFigures(pairs).ccc ?? 0;
}

const PENALTY = 1;

/** Ridge regression in the network's place: the same folds, the same targets, but these features. */
export function ridgeInstead(run: FinishedRun, features: Truth<readonly number[]>): FinishedRun {
  const folds = new Set(run.predictions.map(({ fold }) => fold));
  const models = new Map(
    [...folds].map((fold) => {
      const train = run.predictions.filter((other) => other.fold !== fold);
      const x = train.map(({ clipId }) => known(features, clipId));
      const y = train.map(({ truth }) => Number(truth));
      return [fold, fitRidge(x, y, PENALTY)];
    }),
  );
  const predictions = run.predictions.map((held) => ({
    ...held,
    prediction: known(models, held.fold).predict(known(features, held.clipId)),
  }));
  return { ...run, predictions, seconds: null };
}

function known<T>(map: ReadonlyMap<number, T>, key: number): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`Nothing is known of ${key}.`);
  return value;
}
