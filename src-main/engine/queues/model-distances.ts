import type { Catalog, RunRecord } from '#main/catalog/index.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { translationInto } from '../gold/translation.ts';
import { requireRun } from '../runs/show.ts';
import { INTENSITY_TOLERANCE, type Scene } from './scene.ts';

/**
 * How far a run's held-out predictions are from what holds for the rater, by place: the probability of another emotion,
 * or the difference in intensity. NaN where they agree, or there is nothing to compare. Null: the newest run that is done.
 * Throws OnsetError: `not-found`, `conflict` (a published log that was kept).
 */
export function modelDistances({ catalog, view, count, isSeen }: Scene, runId: RunId | null): Float64Array {
  const distances = new Float64Array(count).fill(Number.NaN);
  const run = runToCompare(catalog, runId);
  if (run === null) return distances;
  const { columns, effective } = view;
  const translate = translation(catalog, run);
  for (const { clipId, prediction, confidence } of catalog.read.runs.predictions(run.id)) {
    const place = columns.placeOf.get(clipId);
    if (place === undefined || !isSeen(place)) continue;
    if (typeof prediction === 'number') {
      const distance = Math.abs(prediction - (effective.intensity[place] ?? Number.NaN));
      if (distance > INTENSITY_TOLERANCE) distances[place] = distance;
      continue;
    }
    const emotion = translate(columns.words.values[effective.emotions[place] ?? 0] ?? null);
    if (emotion !== null && emotion !== prediction) distances[place] = confidence ?? 0;
  }
  return distances;
}

function runToCompare(catalog: Catalog, runId: RunId | null): RunRecord | null {
  if (runId === null) return catalog.read.runs.list().find(({ status }) => status === 'done') ?? null;
  return requireRun(catalog, runId);
}

/** From the main scheme, which lists of clips are in, to the classes of the run. Throws OnsetError `not-found`. */
function translation(catalog: Catalog, { spec }: RunRecord): (emotion: string | null) => string | null {
  const classMap = spec.target.from === 'gold' ? spec.target.recipe.classMap : null;
  const { hear } = translationInto(catalog, classMap);
  const scheme = catalog.read.schemes.list().find(({ isMain }) => isMain)?.name ?? '';
  return (emotion) => hear({ scheme, kind: 'person' }, { emotion, distribution: null }).emotion;
}
