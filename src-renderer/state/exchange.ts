import { queryOptions } from '@tanstack/react-query';
import { type CallOutput, callEngine } from '#renderer/client/index.ts';
import type { BundleKeep, BundleReport } from '#shared/domain/bundle.ts';
import type { TaskId } from '#shared/domain/ids.ts';
import type { LabelFormat } from '#shared/domain/label-format.ts';
import { useSession } from './session.ts';

/** What writing labels in a format would do, and what it cannot keep. */
export const exportPlanQuery = (format: LabelFormat) =>
  queryOptions({
    queryKey: ['export-plan', format],
    queryFn: () => callEngine('labels.exportPlan', { format }),
    staleTime: 0,
  });

/** Writes the labels of all raters to `file` (a folder, of formats that write a file a clip). Rejects with the cause in words. */
export const exportLabels = (format: LabelFormat, file: string): Promise<CallOutput<'labels.export'>> =>
  callEngine('labels.export', { format, file });

/** All this rater said, with its history. Rejects with the cause in words. */
export function exportBundle(file: string): Promise<CallOutput<'bundles.export'>> {
  const raterId = useSession.getState().rater?.id;
  if (raterId === undefined) return Promise.reject(new Error('Say first who rates here.'));
  return callEngine('bundles.export', { raterId, file });
}

/** What merging another machine's bundle would do; nothing is written. */
export const previewBundle = (file: string, keep: BundleKeep, taskId: TaskId): Promise<BundleReport> =>
  callEngine('bundles.preview', { file, keep, taskId });

export const mergeBundle = (file: string, keep: BundleKeep, taskId: TaskId): Promise<BundleReport> =>
  callEngine('bundles.merge', { file, keep, taskId });
