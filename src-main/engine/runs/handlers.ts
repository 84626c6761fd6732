import { basename } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import type { EngineContext, Handlers, OpenProject } from '../context.ts';
import { reviewRun } from '../review/review.ts';
import { keepLog } from '../scores/keep-log.ts';
import { exportRun } from './export-run.ts';
import { removeRun, runPaths, saveNewRun } from './folder.ts';
import { freezeRun } from './freeze.ts';
import { readLogTail } from './log.ts';
import { planRun } from './plan.ts';
import { predictRun } from './predict-run.ts';
import { queueOf } from './queue.ts';
import { listRuns, requireRun, showRun } from './show.ts';
import { createRunTeller } from './teller.ts';
import { thawRun } from './thaw.ts';

export const runHandlers = {
  'runs.plan': ({ spec }, context) => planRun(context.project().catalog, spec),
  'runs.start': ({ spec }, context) => ({ runId: startRun(spec, context) }),
  'runs.resume': ({ runId }, context) => {
    resumeRun(runId, context);
    return {};
  },
  'runs.keepLog': async ({ file }, context) => {
    const { runId, skipped } = await keepLog(writableProject(context), file);
    createRunTeller(runId, context.emit)('done', `Kept ${basename(file)}`);
    return { runId, skipped: [...skipped] };
  },
  'runs.log': ({ runId, maxLines }, context) => {
    queueOf(context);
    const { catalog, dir } = context.project();
    requireRun(catalog, runId);
    return { lines: readLogTail(runPaths(dir, runId).log, maxLines) };
  },
  'runs.cancel': async ({ runId }, context) => {
    const queue = queueOf(context);
    requireRun(context.project().catalog, runId);
    await queue.cancel(runId);
    return {};
  },
  'runs.list': (_, context) => {
    queueOf(context);
    return listRuns(context.project().catalog);
  },
  'runs.show': ({ runId }, context) => {
    queueOf(context);
    return showRun(context.project(), runId);
  },
  'runs.export': ({ runId, dir, taskId }, context) => {
    queueOf(context);
    const project = context.project();
    requireRun(project.catalog, runId);
    return context.tasks.run(taskId, `Exporting the run ${runId}`, (task) =>
      exportRun(project, runId, dir, task),
    );
  },
  'runs.predict': ({ runId, clipIds, taskId }, context) => {
    queueOf(context);
    const project = context.project();
    requireRun(project.catalog, runId);
    return context.tasks.run(taskId, `Predicting by the run ${runId}`, (task) =>
      predictRun(project, runId, clipIds, task),
    );
  },
  'runs.review': ({ runId }, context) => {
    queueOf(context);
    return reviewRun(context.project().catalog, runId);
  },
} satisfies Partial<Handlers>;

/** Freezes the data, saves the run, and only then lets it run. Throws OnsetError: `bad-input` with all problems, `read-only`. */
function startRun(spec: RunSpec, context: EngineContext): RunId {
  const { catalog, dir } = writableProject(context);
  const { frozen, problems } = freezeRun(catalog, spec);
  if (problems.length > 0) throw new OnsetError('bad-input', problems.join(' '));

  const queue = queueOf(context);
  const now = new Date();
  const id = saveNewRun(dir, frozen, now);
  try {
    catalog.write.runs.create({ ...frozen, id, createdAt: now.toISOString() });
  } catch (error) {
    removeRun(dir, id);
    throw error;
  }
  queue.add({ id, frozen, resume: false });
  return id;
}

/** Lets a run that ended before its time wait for its turn again. Throws OnsetError: `conflict` (done, or on its way), as {@link thawRun}, `read-only`. */
function resumeRun(id: RunId, context: EngineContext): void {
  const project = writableProject(context);
  const queue = queueOf(context);
  const { status } = requireRun(project.catalog, id);
  if (status === 'done')
    throw new OnsetError('conflict', `The run ${id} is done: there is nothing to resume.`);
  if (queue.has(id)) throw new OnsetError('conflict', `The run ${id} is on its way already (${status}).`);
  const frozen = thawRun(project, id);
  project.catalog.write.runs.requeue(id);
  queue.add({ id, frozen, resume: true });
}

function writableProject(context: EngineContext): OpenProject {
  const project = context.project();
  if (!project.readOnly) return project;
  throw new OnsetError(
    'read-only',
    `${project.dir} cannot be written: copy the project to a folder of yours to train on it or keep a log in it.`,
  );
}
