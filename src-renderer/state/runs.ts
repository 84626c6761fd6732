import { useQuery } from '@tanstack/react-query';
import { type CallInput, type CallOutput, callEngine } from '#renderer/client/index.ts';
import type { ClipId, RunId, TaskId } from '#shared/domain/ids.ts';
import { progressOfRow, type RunProgress, runUnderWay, useActivity } from './activity.ts';
import { queries, queryClient } from './queries.ts';

/** Rejects with the cause in words. */
export async function startRun(spec: CallInput<'runs.start'>['spec']): Promise<RunId> {
  const { runId } = await callEngine('runs.start', { spec });
  void queryClient.invalidateQueries({ queryKey: queries.runs().queryKey });
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

/** Writes the run into the new folder `dir`. Long: a task under `id`. */
export const exportRun = (runId: RunId, dir: string, id: TaskId): Promise<CallOutput<'runs.export'>> =>
  callEngine('runs.export', { runId, dir, taskId: id });

export type Suggestions = CallOutput<'runs.predict'>;

/** Labels clips as a rater of the run's own; null for all of the project. Long: a task under `id`. */
export async function suggestLabels(
  runId: RunId,
  clipIds: readonly ClipId[] | null,
  id: TaskId,
): Promise<Suggestions> {
  const ids = clipIds === null ? null : [...clipIds];
  const suggestions = await callEngine('runs.predict', { runId, clipIds: ids, taskId: id });
  void queryClient.invalidateQueries({ queryKey: queries.raters().queryKey });
  return suggestions;
}

/** The run under way, be it that its events were heard or that it trained before this window looked. */
export function useRunUnderWay(): RunProgress | null {
  const heard = useActivity((state) => state.runs);
  const listed = useQuery(queries.runs()).data ?? [];
  const unheard = listed.filter((row) => heard[row.id] === undefined);
  return runUnderWay([...Object.values(heard), ...unheard.map(progressOfRow)]);
}
