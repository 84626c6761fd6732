import type { Catalog } from '#main/catalog/index.ts';
import { channelsOf } from '#shared/domain/input-spec.ts';
import type { BackendChoice } from '#shared/domain/learning-spec.ts';
import type { EpochRecord, Fold } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';

/** Seconds a unit of work, as this project's last runs took them. */
type Pace = number;

const RECENT_RUNS = 5;

/**
 * Seconds a spec would take, by the last runs of this project that finished on the backend it would use; with early
 * stopping, at most so many. Null if there were none, or nothing is to be trained.
 */
export function estimateSeconds(catalog: Catalog, spec: RunSpec, folds: readonly Fold[]): number | null {
  if (folds.length === 0) return null;
  const pace = recentPace(catalog, spec.backend);
  return pace === null ? null : workOf(spec, folds, () => spec.epochs) * pace;
}

/** The median. For `auto`, of runs on what the latest finished run took that left the choice too. */
function recentPace(catalog: Catalog, choice: BackendChoice): Pace | null {
  const done = catalog.read.runs
    .list()
    .filter(({ status, seconds }) => status === 'done' && seconds !== null);
  const backend =
    choice === 'auto' ? (done.find(({ spec }) => spec.backend === 'auto')?.backend ?? null) : choice;
  if (backend === null) return null;
  const recent = done.filter((run) => run.backend === backend).slice(0, RECENT_RUNS);
  const paces = recent.flatMap(({ id, spec, seconds }) => {
    const folds = catalog.read.runs.frozen(id)?.folds ?? [];
    const work = workOf(spec, folds, epochsIn(catalog.read.runs.history(id)));
    return seconds === null || work === 0 ? [] : seconds / work;
  });
  return paces.sort((a, b) => a - b)[Math.floor(paces.length / 2)] ?? null;
}

/** How many epochs a fold took: early stopping ends some before the spec's. */
function epochsIn(history: readonly EpochRecord[]): (fold: number) => number {
  const counts = Map.groupBy(history, ({ fold }) => fold);
  return (fold) => counts.get(fold)?.length ?? 0;
}

/** Multiplications of all forward passes: clips trained on x epochs x (frames x CNN + LSTM); what is tested once counts once. */
function workOf(spec: RunSpec, folds: readonly Fold[], epochsOf: (fold: number) => number): number {
  const passes = folds.reduce(
    (sum, fold, index) => sum + fold.trainClipIds.length * epochsOf(index) + fold.testClipIds.length,
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
