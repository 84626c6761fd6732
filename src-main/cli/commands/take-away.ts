import { resolve } from 'node:path';
import type { CallOutput } from '#shared/contract/calls.ts';
import { runId } from '#shared/domain/ids.ts';
import { cancellable } from '../cancellable.ts';
import { parseOrExplain } from '../options.ts';
import { withSession } from '../session.ts';

/** Writes a finished run's models, data and model card into the new folder `out`. An interrupt (ctrl-C) leaves nothing of it. */
export async function exportRun(project: string, run: string, out: string) {
  const id = parseOrExplain(runId, run, 'RUN');
  return withSession(resolve(project), (session) =>
    cancellable(session, (taskId) => session.call('runs.export', { runId: id, dir: resolve(out), taskId })),
  );
}

export const runExportInWords = ({ dir, files }: CallOutput<'runs.export'>) =>
  [`The run is in ${dir}:`, ...files.map((file) => `  ${file}`)].join('\n');

/** Labels every clip of the project as the run's model rater. An interrupt (ctrl-C) leaves the labels as they were. */
export async function predict(project: string, run: string) {
  const id = parseOrExplain(runId, run, 'RUN');
  return withSession(resolve(project), (session) =>
    cancellable(session, (taskId) => session.call('runs.predict', { runId: id, clipIds: null, taskId })),
  );
}

export function predictionInWords({
  rater,
  predicted,
  heldOut,
  leftOut,
}: CallOutput<'runs.predict'>): string {
  const others = predicted - heldOut;
  return [
    `${rater.name} labelled ${predicted} clips: ${heldOut} with the run's own held-out predictions, ${others} with the mean of its models.`,
    'They are suggestions: no figure, target or list counts them.',
    ...(leftOut.length === 0 ? [] : [`Not predicted ${leftOut.length}:`]),
    ...leftOut.map(({ clipName, reason }) => `  ${clipName}: ${reason}`),
  ].join('\n');
}
