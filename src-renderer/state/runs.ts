import { useQuery } from '@tanstack/react-query';
import { type CallInput, type CallOutput, callEngine } from '#renderer/client/index.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import { progressOfRow, type RunProgress, runUnderWay, useActivity } from './activity.ts';
import { queries, queryClient } from './queries.ts';
import { createRunTasks } from './run-tasks.ts';

/** Rejects with the cause in words. */
export async function startRun(spec: CallInput<'runs.start'>['spec']): Promise<RunId> {
  const { runId } = await callEngine('runs.start', { spec });
  void queryClient.invalidateQueries({ queryKey: queries.runs().queryKey });
  return runId;
}

/** Keeps a published log as a run. Rejects with the cause in words. */
export async function keepLog(file: string): Promise<RunId> {
  const { runId } = await callEngine('runs.keepLog', { file });
  await queryClient.invalidateQueries({ queryKey: queries.runs().queryKey });
  return runId;
}

export const cancelRun = (runId: RunId): Promise<unknown> => callEngine('runs.cancel', { runId });

/** Goes on after the last checkpoint. Rejects with the cause in words. */
export async function resumeRun(runId: RunId): Promise<void> {
  await callEngine('runs.resume', { runId });
  await Promise.all(
    [queries.runs(), queries.run(runId)].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })),
  );
}

export type Exported = CallOutput<'runs.export'>;
export const exportTasks = createRunTasks<Exported>();

/** Writes the run into the new folder `dir`: long, kept in {@link exportTasks}. */
export const exportRun = (runId: RunId, dir: string): Promise<void> =>
  exportTasks.start(runId, (taskId) => callEngine('runs.export', { runId, dir, taskId }));

export const suggestTasks = createRunTasks<CallOutput<'runs.predict'>>();

/** Labels clips as a rater of the run's own; null for all of the project. Long: kept in {@link suggestTasks}. */
export const suggestLabels = (runId: RunId, clipIds: readonly ClipId[] | null): Promise<void> =>
  suggestTasks.start(runId, async (taskId) => {
    const ids = clipIds === null ? null : [...clipIds];
    const suggestions = await callEngine('runs.predict', { runId, clipIds: ids, taskId });
    void queryClient.invalidateQueries({ queryKey: queries.raters().queryKey });
    return suggestions;
  });

/** The run under way, be it that its events were heard or that it trained before this window looked. */
export function useRunUnderWay(): RunProgress | null {
  const heard = useActivity((state) => state.runs);
  const listed = useQuery(queries.runs()).data ?? [];
  const unheard = listed.filter((row) => heard[row.id] === undefined);
  return runUnderWay([...Object.values(heard), ...unheard.map(progressOfRow)]);
}
