import { queryOptions } from '@tanstack/react-query';
import { type CallOutput, callEngine } from '#renderer/client/index.ts';
import type { BundleKeep, BundleReport } from '#shared/domain/bundle.ts';
import type { RaterId, TaskId } from '#shared/domain/ids.ts';
import type { LabelFormat } from '#shared/domain/label-format.ts';
import { useSession } from './session.ts';

/** What writing labels in a format would do, and what it cannot keep. */
export const exportPlanQuery = (format: LabelFormat, raterId: RaterId | null) =>
  queryOptions({
    queryKey: ['export-plan', format, raterId],
    queryFn: async () => callEngine('labels.exportPlan', { format, raterId: required(raterId) }),
    staleTime: 0,
  });

/** Writes the labels of all raters, as far as they are revealed to who sits here, to `file` (a folder, of formats that write a file a clip). Rejects with the cause in words. */
export const exportLabels = async (format: LabelFormat, file: string): Promise<CallOutput<'labels.export'>> =>
  callEngine('labels.export', { format, file, raterId: sitting() });

/** All this rater said, with its history. Rejects with the cause in words. */
export async function exportBundle(file: string): Promise<CallOutput<'bundles.export'>> {
  const raterId = sitting();
  return callEngine('bundles.export', { raterId, file, askedBy: raterId });
}

/** What may leave a blind project depends on who asks. */
const sitting = (): RaterId => required(useSession.getState().rater?.id ?? null);

function required(raterId: RaterId | null): RaterId {
  if (raterId === null) throw new Error('Say first who rates here.');
  return raterId;
}

/** What merging another machine's bundle would do; nothing is written. */
export const previewBundle = (file: string, keep: BundleKeep, taskId: TaskId): Promise<BundleReport> =>
  callEngine('bundles.preview', { file, keep, taskId });

export const mergeBundle = (file: string, keep: BundleKeep, taskId: TaskId): Promise<BundleReport> =>
  callEngine('bundles.merge', { file, keep, taskId });
