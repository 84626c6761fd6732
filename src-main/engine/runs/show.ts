import type { Catalog, KeptLog, RunFrozen, RunRecord } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { Prediction, RunDetail, RunRow } from '#shared/domain/run.ts';
import type { SplitSpec, TaskKind } from '#shared/domain/run-spec.ts';
import type { OpenProject } from '../project.ts';
import { headlineOf } from '../review/figures.ts';
import { runPaths } from './folder.ts';
import { staleClips } from './staleness.ts';
import { subjectCounter } from './subjects.ts';

/** The newest first; published logs that were kept are among them. */
export function listRuns(catalog: Catalog): RunRow[] {
  const rows = [
    ...catalog.read.runs.list().map((run) => toRow(catalog, run)),
    ...catalog.read.keptLogs.list().map(logRow),
  ];
  return rows.sort((a, b) => compare(b.createdAt, a.createdAt) || compare(b.id, a.id));
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** Throws OnsetError: `not-found`, `conflict` (a published log that was kept). */
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

/** A run that was trained here. Throws OnsetError: `not-found`, `conflict` (a published log that was kept). */
export function requireRun(catalog: Catalog, id: RunId): RunRecord {
  const run = catalog.read.runs.get(id);
  if (run !== null) return run;
  const log = catalog.read.keptLogs.get(id);
  if (log === null) throw new OnsetError('not-found', `There is no run ${id} in this project.`);
  throw new OnsetError(
    'conflict',
    `The run ${id} is the published log ${log.fileName}: it was not trained here, so it has no spec, models or training log, and nothing to resume, export or predict with. Its figures and clips are in Review.`,
  );
}

function toRow(catalog: Catalog, record: RunRecord): RunRow {
  const { spec, ...run } = record;
  return {
    ...run,
    task: spec.task,
    split: splitInWords(spec.split),
    staleClipCount: staleClips(catalog, record).size,
    log: null,
  };
}

/** Logs of MEGC hold out a subject a fold. */
function logRow({ id, createdAt, fileName, foldCount, clipCount, headline }: KeptLog): RunRow {
  return {
    ...{ id, task: 'emotion', status: 'done', createdAt, backend: null, seconds: null },
    ...{ foldCount, foldsDone: foldCount, clipCount, split: 'loso', subjectIndependent: true },
    ...{ headline, failure: null, staleClipCount: 0, log: fileName },
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
