import { type CallInput, callEngine } from '#renderer/client/index.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { queries, queryClient } from './queries.ts';

/** Rejects with the cause in words. */
export async function startRun(spec: CallInput<'runs.start'>['spec']): Promise<RunId> {
  const { runId } = await callEngine('runs.start', { spec });
  void queryClient.invalidateQueries({ queryKey: queries.runs().queryKey });
  return runId;
}

export const cancelRun = (runId: RunId): Promise<unknown> => callEngine('runs.cancel', { runId });
