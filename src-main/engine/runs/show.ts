import type { Catalog, RunFrozen, RunRecord } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { Prediction, RunDetail, RunRow } from '#shared/domain/run.ts';
import type { SplitSpec, TaskKind } from '#shared/domain/run-spec.ts';
import type { OpenProject } from '../project.ts';
import { headlineOf } from '../review/figures.ts';
import { runPaths } from './folder.ts';
import { staleClips } from './staleness.ts';
import { subjectCounter } from './subjects.ts';

export function listRuns(catalog: Catalog): RunRow[] {
  return catalog.read.runs.list().map((run) => toRow(catalog, run));
}

/** Throws OnsetError `not-found`. */
export function showRun({ catalog, dir }: OpenProject, id: RunId): RunDetail {
  const run = requireRun(catalog, id);
  const frozen = catalog.read.runs.frozen(id);
  if (frozen === null) throw new Error(`The run ${id} has lost what it froze.`);
  return {
    ...toRow(catalog, run),
    spec: run.spec,
    classes: [...frozen.classes],
    history: catalog.read.runs.history(id),
    folds: foldsOf(catalog, run, frozen),
    leftOut: frozen.leftOut,
    labelVersion: frozen.labelVersion,
    dir: runPaths(dir, id).dir,
  };
}

/** Throws OnsetError `not-found`. */
export function requireRun(catalog: Catalog, id: RunId): RunRecord {
  const run = catalog.read.runs.get(id);
  if (run === null) throw new OnsetError('not-found', `There is no run ${id} in this project.`);
  return run;
}

function toRow(catalog: Catalog, record: RunRecord): RunRow {
  const { spec, ...run } = record;
  return {
    ...run,
    task: spec.task,
    split: splitInWords(spec.split),
    staleClipCount: staleClips(catalog, record).size,
  };
}

/** As the command line takes it. */
function splitInWords(split: SplitSpec): string {
  if (split.kind === 'kfold') return `kfold:${split.folds}`;
  return 'testShare' in split ? `${split.kind}:${split.testShare}` : split.kind;
}

function foldsOf(
  catalog: Catalog,
  { id, spec }: RunRecord,
  { folds, classes }: RunFrozen,
): RunDetail['folds'] {
  const subjects = subjectCounter(catalog.read.runs.clips(id));
  const predictionsOf = Map.groupBy(catalog.read.runs.predictions(id), ({ fold }) => fold);
  return folds.map(({ name, trainClipIds, testClipIds }, fold) => ({
    name,
    trainClips: trainClipIds.length,
    testClips: testClipIds.length,
    trainSubjects: subjects(trainClipIds),
    testSubjects: subjects(testClipIds),
    headline: foldHeadline(spec.task, classes, predictionsOf.get(fold) ?? []),
  }));
}

/** Of the emotions that occur in the fold: one it neither has nor is said to have would count as never recognised. */
function foldHeadline(
  task: TaskKind,
  classes: readonly string[],
  predictions: readonly Prediction[],
): number | null {
  if (predictions.length === 0) return null;
  const found = new Set<unknown>(predictions.flatMap(({ truth, prediction }) => [truth, prediction]));
  return headlineOf(
    task,
    classes.filter((name) => found.has(name)),
    predictions,
  );
}
