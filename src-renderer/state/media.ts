import { queryOptions } from '@tanstack/react-query';
import { type CallInput, type CallOutput, callEngine } from '#renderer/client/index.ts';
import type { TaskId } from '#shared/domain/ids.ts';
import { queryClient } from './queries.ts';

export type Relinked = CallOutput<'media.relink'>;
export type WrittenFrames = CallOutput<'frames.write'>;

/** The folders that media lie below. Asked anew each time it is shown: a disk is plugged in without telling. */
export const mediaRootsQuery = () =>
  queryOptions({ queryKey: ['media'], queryFn: () => callEngine('media.roots', {}), staleTime: 0 });

/** What was made of frames, or could not be, before their files were found again. */
const OF_MEDIA: readonly unknown[] = ['media', 'clips', 'detail', 'motion', 'flow', 'face'];

/** Looks for media below `folder`. Rejects with the cause in words. */
export async function relinkMedia(folder: string, taskId: TaskId): Promise<Relinked> {
  const report = await callEngine('media.relink', { folder, taskId });
  // From nothing on, so that a picture that could not be had is asked for anew.
  void queryClient.resetQueries({ queryKey: ['row'] });
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => OF_MEDIA.includes(queryKey[0]) });
  return report;
}

/** Writes frames as PNG. Rejects with the cause in words. */
export const writeFrames = (request: CallInput<'frames.write'>): Promise<WrittenFrames> =>
  callEngine('frames.write', request);
