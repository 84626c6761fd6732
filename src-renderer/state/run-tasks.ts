import { create } from 'zustand';
import type { RunId, TaskId } from '#shared/domain/ids.ts';
import { useActivity } from './activity.ts';
import { cancelTask, failureInWords, type LongTask, newTaskId } from './tasks.ts';

interface Kept<Result> {
  /** Null while nothing goes on. */
  readonly taskId: TaskId | null;
  readonly failure: string | null;
  /** What the last one gave. */
  readonly result: Result | null;
}

export type RunTask<Result> = Pick<LongTask, 'isRunning' | 'progress' | 'failure' | 'cancel'> &
  Pick<Kept<Result>, 'result'>;

type Call<Result> = (id: TaskId) => Promise<Result>;

const NOTHING = { taskId: null, failure: null, result: null } as const;

/** One long call at a time for each run. It, and what it came to, outlive the page that began it. */
export function createRunTasks<Result>() {
  const useKept = create<Readonly<Record<RunId, Kept<Result>>>>()(() => ({}));
  const of = (runId: RunId): Kept<Result> => useKept.getState()[runId] ?? NOTHING;
  return {
    of,
    /** Never rejects: how it ended is kept. */
    async start(runId: RunId, call: Call<Result>): Promise<void> {
      const taskId = newTaskId();
      useKept.setState({ [runId]: { ...NOTHING, taskId } });
      const kept = await outcomeOf(call, taskId);
      // Another project may have been opened since: there it is nobody's.
      if (of(runId).taskId === taskId) useKept.setState({ [runId]: kept });
    },
    forget: (): void => useKept.setState({}, true),
    useTask(runId: RunId): RunTask<Result> {
      const { taskId, failure, result } = useKept((state) => state[runId] ?? NOTHING);
      const progress = useActivity((state) => (taskId === null ? null : (state.tasks[taskId] ?? null)));
      const cancel = () => {
        if (taskId !== null) void cancelTask(taskId);
      };
      return { isRunning: taskId !== null, progress, failure, result, cancel };
    },
  };
}

async function outcomeOf<Result>(call: Call<Result>, taskId: TaskId): Promise<Kept<Result>> {
  try {
    return { ...NOTHING, result: await call(taskId) };
  } catch (error) {
    return { ...NOTHING, failure: failureInWords(error) };
  }
}
