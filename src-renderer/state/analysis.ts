import { queryOptions } from '@tanstack/react-query';
import { create } from 'zustand';
import { callEngine } from '#renderer/client/index.ts';
import type { ClipId, TaskId } from '#shared/domain/ids.ts';
import { cancelTask, newTaskId } from './tasks.ts';

/** What is shown over, beside and below the frames of a clip. Stays while one goes from clip to clip. */
interface Looks {
  /** The frame less the clip's onset frame: how far apart, or which is lighter. */
  readonly difference: 'off' | 'amount' | 'signed';
  readonly flow: boolean;
  readonly strain: boolean;
  /** Up to where flow and strain go from the onset. */
  readonly flowTo: 'apex' | 'shown';
  /** The box and landmarks of the face. */
  readonly face: boolean;
  /** The face alone, in a corner. */
  readonly crop: boolean;
  /** The curve of motion. Off at first: a rater looks before a figure says where to. */
  readonly motion: boolean;
}

export const useLooks = create<Looks>()(() => ({
  difference: 'off',
  flow: false,
  strain: false,
  flowTo: 'apex',
  face: false,
  crop: false,
  motion: false,
}));

export const toggleLook = (name: 'flow' | 'strain' | 'face' | 'crop' | 'motion'): void =>
  useLooks.setState((looks) => ({ [name]: !looks[name] }));

const NEXT_DIFFERENCE = { off: 'amount', amount: 'signed', signed: 'off' } as const;

/** How far apart, then which is lighter, then the frame itself again. */
export const changeDifference = (): void =>
  useLooks.setState(({ difference }) => ({ difference: NEXT_DIFFERENCE[difference] }));

export const setFlowTo = (flowTo: Looks['flowTo']): void => useLooks.setState({ flowTo });

/** What the engine makes of frames. Who leaves what is under way cancels it. */
export const analysisQueries = {
  motion: (clipId: ClipId, reference: number) =>
    queryOptions({
      queryKey: ['motion', clipId, reference],
      queryFn: ({ signal }) =>
        asTask(signal, (taskId) => callEngine('frames.motion', { clipId, reference, taskId })),
    }),
  flow: (clipId: ClipId, from: number, to: number) =>
    queryOptions({
      queryKey: ['flow', clipId, from, to],
      queryFn: ({ signal }) =>
        asTask(signal, (taskId) => callEngine('frames.flow', { clipId, from, to, taskId })),
    }),
  face: (clipId: ClipId, index: number) =>
    queryOptions({
      queryKey: ['face', clipId, index],
      queryFn: async ({ signal }) => {
        const { face } = await asTask(signal, (taskId) =>
          callEngine('frames.face', { clipId, index, taskId }),
        );
        return { index, face };
      },
    }),
};

async function asTask<T>(signal: AbortSignal, call: (taskId: TaskId) => Promise<T>): Promise<T> {
  const id = newTaskId();
  const cancel = () => void cancelTask(id);
  signal.addEventListener('abort', cancel);
  try {
    return await call(id);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
