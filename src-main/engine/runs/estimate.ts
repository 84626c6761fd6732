import type { Catalog } from '#main/catalog/index.ts';
import { channelsOf } from '#shared/domain/input-spec.ts';
import type { Fold } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';

/** Seconds a unit of {@link workOf}, as this project's last runs took them. */
export type Pace = number;

const RECENT_RUNS = 5;

/** The median pace of the last finished runs; null if there were none. */
export function recentPace(catalog: Catalog): Pace | null {
  const done = catalog.read.runs
    .list()
    .filter(({ status, seconds }) => status === 'done' && seconds !== null);
  const paces = done.slice(0, RECENT_RUNS).flatMap(({ id, spec, seconds }) => {
    const folds = catalog.read.runs.frozen(id)?.folds ?? [];
    const work = workOf(spec, folds);
    return seconds === null || work === 0 ? [] : seconds / work;
  });
  return paces.sort((a, b) => a - b)[Math.floor(paces.length / 2)] ?? null;
}

export function estimateSeconds(spec: RunSpec, folds: readonly Fold[], pace: Pace): number {
  return workOf(spec, folds) * pace;
}

/** Multiplications of all forward passes: clips trained on x epochs x (frames x CNN + LSTM); what is tested once counts once. */
function workOf(spec: RunSpec, folds: readonly Fold[]): number {
  const passes = folds.reduce(
    (sum, fold) => sum + fold.trainClipIds.length * spec.epochs + fold.testClipIds.length,
    0,
  );
  return passes * spec.input.framesPerClip * frameWork(spec);
}

function frameWork({ input, model }: RunSpec): number {
  let size = input.imageSize;
  let channels: number = channelsOf(input);
  let work = 0;
  for (const filters of model.convFilters) {
    const out = size - model.kernelSize + 1;
    work += out ** 2 * model.kernelSize ** 2 * channels * filters;
    size = Math.floor(out / 2);
    channels = filters;
  }
  return work + size ** 2 * channels * model.denseUnits + lstmWork(model);
}

function lstmWork({ denseUnits, lstmUnits, lstmLayers, bidirectional }: RunSpec['model']): number {
  const directions = bidirectional ? 2 : 1;
  const layer = (features: number) => directions * 4 * lstmUnits * (features + lstmUnits);
  return layer(denseUnits) + (lstmLayers - 1) * layer(directions * lstmUnits);
}
