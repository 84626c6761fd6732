import { resolve } from 'node:path';
import { runToEnd } from '#main/engine/runs/train-to-end.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { formatDuration } from '#shared/base/units.ts';
import { type RunId, runId } from '#shared/domain/ids.ts';
import type { RunReview } from '#shared/domain/review.ts';
import type { RunDetail, RunRow } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { readJsonObject } from '../files.ts';
import { parseOrExplain, specFromOptions, type TrainOptions } from '../options.ts';
import { formatNumber, table } from '../output.ts';
import { type Session, withSession } from '../session.ts';

/**
 * Trains and waits for the end; an interrupt (ctrl-C) cancels the run. Unless the spec's file says otherwise, the
 * current rater's labels go before those of the raters together, as in the window.
 */
export async function train(options: TrainOptions) {
  const inFile = options.spec === undefined ? {} : await readJsonObject(options.spec);
  const given = specFromOptions(options, inFile);
  return withSession(resolve(options.project), async (session) => {
    const spec = 'target' in inFile ? given : { ...given, target: await defaultTarget(session) };
    await refuseProblems(session, spec);
    const id = await waitForEnd(
      session,
      options.project,
      async () => (await session.call('runs.start', { spec })).runId,
    );
    return resultOf(session, options.project, id);
  });
}

/** The current rater is who gave their name on this machine, if the project knows them. */
async function defaultTarget(session: Session): Promise<RunSpec['target']> {
  const { raterName } = await session.call('app.info', {});
  const raters = await session.call('raters.list', {});
  const isCurrent = (name: string) => name.toLowerCase() === raterName?.toLowerCase();
  const known = raters.find(({ name, kind }) => kind === 'person' && isCurrent(name));
  return { from: 'rater-then-raters', rater: known?.name ?? null };
}

async function refuseProblems(session: Session, spec: RunSpec): Promise<void> {
  const plan = await session.call('runs.plan', { spec });
  for (const warning of plan.warnings) session.note(`Warning: ${warning}`);
  if (plan.problems.length > 0) throw new OnsetError('bad-input', plan.problems.join(' '));
}

/** Lets a run that ended before its time go on, and waits for the end, as {@link train} does. */
export async function resume(project: string, run: string) {
  const id = parseOrExplain(runId, run, 'RUN');
  return withSession(resolve(project), async (session) => {
    await waitForEnd(session, project, async () => {
      await session.call('runs.resume', { runId: id });
      return id;
    });
    return resultOf(session, project, id);
  });
}

/** An interrupt that comes while the run starts cancels it too. What the run ended by, if not well, is told with how to go on. */
async function waitForEnd(session: Session, project: string, begin: () => Promise<RunId>): Promise<RunId> {
  const cancelling = new AbortController();
  const cancel = () => cancelling.abort();
  process.once('SIGINT', cancel);
  const begun: RunId[] = [];
  const beginOnce = async () => {
    const id = await begin();
    begun.push(id);
    return id;
  };
  try {
    return await runToEnd(session, beginOnce, { signal: cancelling.signal, lost: session.lost });
  } catch (error) {
    const [id] = begun;
    if (id === undefined || !(error instanceof OnsetError)) throw error;
    throw new OnsetError(error.code, `${error.message} ${howToGoOn(id, project)}`, { cause: error });
  } finally {
    process.off('SIGINT', cancel);
  }
}

/** The figures and the spec; of a published log that was kept, its figures alone. */
export async function showRun(project: string, run: string) {
  const id = parseOrExplain(runId, run, 'RUN');
  return withSession(resolve(project), async (session) => {
    const log = (await session.call('runs.list', {})).find((row) => row.id === id && row.log !== null);
    if (log !== undefined)
      return {
        ...runResult(log, await session.call('runs.review', { runId: id })),
        log: log.log,
        spec: null,
      };
    const { spec } = await session.call('runs.show', { runId: id });
    return { ...(await resultOf(session, project, id)), spec };
  });
}

/** A run's figures as the command line prints them; throws in words if it did not finish. */
async function resultOf(session: Session, project: string, id: RunId) {
  const detail = await session.call('runs.show', { runId: id });
  if (detail.status !== 'done')
    throw new OnsetError(
      detail.status === 'cancelled' ? 'cancelled' : 'internal',
      unfinished(detail, project),
    );
  return runResult(detail, await session.call('runs.review', { runId: id }));
}

function unfinished({ id, status, failure }: RunDetail, project: string): string {
  if (status === 'failed')
    return `The run ${id} failed: ${failure ?? 'no cause is known.'} ${howToGoOn(id, project)}`;
  if (status === 'cancelled') return `The run ${id} was cancelled. ${howToGoOn(id, project)}`;
  if (status === 'interrupted')
    return `The run ${id} was interrupted: ${failure ?? 'the program ended.'} ${howToGoOn(id, project)}`;
  return `The run ${id} is not finished (${status}).`;
}

/** `project` as it was given. */
function howToGoOn(id: RunId, project: string): string {
  const dir = /^[\w.:/\\-]+$/.test(project) ? project : `"${project}"`;
  return `Go on with it: onset resume ${id} --project ${dir}`;
}

function runResult(detail: RunRow, { figures, subjectIndependent, staleClipIds }: RunReview) {
  const common = {
    run: detail.id,
    task: detail.task,
    backend: detail.backend,
    folds: detail.foldCount,
    seconds: detail.seconds,
    clips: detail.clipCount,
    subjectIndependent,
    staleClips: staleClipIds.length,
  };
  if (figures.task === 'intensity') {
    const { mse, mae, rmse, ccc, pearson } = figures;
    return { ...common, metrics: { mse, mae, rmse, ccc, pearson } };
  }
  const { accuracy, macroF1, weightedF1, uf1, uar, classes, confusion } = figures;
  return { ...common, metrics: { accuracy, macroF1, weightedF1, uf1, uar }, classes, confusion };
}
export type RunResult = ReturnType<typeof runResult>;

export function runInWords(result: RunResult & { readonly log?: string | null }): string {
  const metrics = Object.entries(result.metrics).map(
    ([name, value]) => `  ${name.padEnd(11)} ${value === null ? '–' : formatNumber(value)}`,
  );
  const origin =
    result.log === undefined ? (result.backend ?? 'no backend') : `from the published log ${result.log}`;
  const seconds = result.seconds === null ? '' : ` in ${formatDuration(result.seconds)}`;
  return [
    `Run ${result.run}: ${result.task}, ${result.folds} folds, ${result.clips} clips, ${origin}${seconds}.`,
    ...(result.subjectIndependent
      ? []
      : ['These figures are NOT subject-independent: clips of one subject may be on both sides.']),
    ...(result.staleClips > 0 ? [`Stale: the target of ${result.staleClips} clips has changed since.`] : []),
    ...metrics,
    ...('confusion' in result ? ['', matrixInWords(result.classes, result.confusion)] : []),
  ].join('\n');
}

function matrixInWords(classes: readonly string[], confusion: readonly (readonly number[])[]): string {
  return table(
    ['truth \\ prediction', ...classes],
    confusion.map((row, i) => [classes[i] ?? '', ...row]),
  );
}

export const listRuns = (project: string) =>
  withSession(resolve(project), (session) => session.call('runs.list', {}));

export const runsInWords = (runs: readonly RunRow[]) =>
  runs.length === 0
    ? 'No runs yet: onset train --project DIR --task emotion --split kfold:5'
    : table(
        ['run', 'task', 'status', 'split', 'clips', 'UF1 or CCC', 'stale', ''],
        runs.map((r) => [
          ...[r.id, r.task, r.status, r.split, r.clipCount, r.headline, r.staleClipCount],
          r.log === null ? (r.subjectIndependent ? '' : 'NOT subject-independent') : `log ${r.log}`,
        ]),
      );
