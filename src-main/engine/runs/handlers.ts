import { OnsetError } from '#shared/base/errors.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import type { EngineContext, Handlers } from '../context.ts';
import { reviewRun } from '../review/review.ts';
import { removeRun, saveNewRun } from './folder.ts';
import { freezeRun } from './freeze.ts';
import { planRun } from './plan.ts';
import { queueOf } from './queue.ts';
import { listRuns, requireRun, showRun } from './show.ts';

export const runHandlers = {
  'runs.plan': ({ spec }, context) => planRun(context.project().catalog, spec),
  'runs.start': ({ spec }, context) => ({ runId: startRun(spec, context) }),
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
  'runs.review': ({ runId }, context) => reviewRun(context.project().catalog, runId),
} satisfies Partial<Handlers>;

/** Freezes the data, saves the run, and only then lets it run. Throws OnsetError: `bad-input` with all problems, `read-only`. */
function startRun(spec: RunSpec, context: EngineContext): RunId {
  const { catalog, dir, readOnly } = context.project();
  if (readOnly)
    throw new OnsetError(
      'read-only',
      `${dir} cannot be written: copy the project to a folder of yours to train on it.`,
    );
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
  queue.add({ id, frozen });
  return id;
}
