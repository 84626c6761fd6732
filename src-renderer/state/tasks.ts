import { useCallback, useEffect, useRef, useState } from 'react';
import { callEngine } from '#renderer/client/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { type TaskId, taskId } from '#shared/domain/ids.ts';
import type { TaskProgress } from '#shared/domain/task.ts';
import { useActivity } from './activity.ts';

/** The cause in words; null where somebody cancelled it. */
export function failureInWords(error: unknown): string | null {
  if (error instanceof OnsetError && error.code === 'cancelled') return null;
  return error instanceof Error ? error.message : String(error);
}

export const newTaskId = (): TaskId =>
  taskId.parse(
    `window-${[...crypto.getRandomValues(new Uint32Array(3))].map((n) => n.toString(36)).join('')}`,
  );

export const cancelTask = (id: TaskId): Promise<unknown> => callEngine('tasks.cancel', { taskId: id });

export interface LongTask {
  readonly isRunning: boolean;
  /** What its events last told; null before the first. */
  readonly progress: TaskProgress | null;
  /** Why it ended without a result; null if it did not, or was cancelled. */
  readonly failure: string | null;
  /** Runs a call that is a task, under an id of its own. Null if it failed or was cancelled. */
  start<T>(call: (id: TaskId) => Promise<T>): Promise<T | null>;
  cancel(): void;
  clearFailure(): void;
}

/** One long call at a time, with its progress and Cancel. */
export function useLongTask(): LongTask {
  const [id, setId] = useState<TaskId | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const progress = useActivity((state) => (id === null ? null : (state.tasks[id] ?? null)));
  const start = useCallback(async <T>(call: (id: TaskId) => Promise<T>): Promise<T | null> => {
    const own = newTaskId();
    setId(own);
    setFailure(null);
    try {
      return await call(own);
    } catch (error) {
      setFailure(failureInWords(error));
      return null;
    } finally {
      setId(null);
    }
  }, []);
  return {
    isRunning: id !== null,
    progress,
    failure,
    start,
    cancel: () => {
      if (id !== null) void cancelTask(id);
    },
    clearFailure: () => setFailure(null),
  };
}

/** As {@link useLongTask}; who closes the form that asked for the call cancels it. */
export function useFormTask(): LongTask {
  const task = useLongTask();
  const latest = useRef(task);
  useEffect(() => {
    latest.current = task;
  });
  useEffect(() => () => latest.current.cancel(), []);
  return task;
}
