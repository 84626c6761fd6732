import { callEngine } from '#renderer/client/index.ts';
import { queries, queryClient } from './queries.ts';

/** Tries every backend anew, as after something was mended. Rejects with the cause in words. */
export async function lookAgain(): Promise<void> {
  const reports = await callEngine('backends.retry', {});
  queryClient.setQueryData(queries.backends().queryKey, reports);
}
