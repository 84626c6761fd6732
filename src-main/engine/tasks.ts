import { OnsetError } from '#shared/base/errors.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { TaskId } from '#shared/domain/ids.ts';
import type { TaskProgress } from '#shared/domain/task.ts';

/** What long work gets: a signal to stop by, and a place to say how far it is. */
export interface Task {
  readonly signal: AbortSignal;
  /** Reported at most ten times a second; `title` replaces the task's. */
  report(done: number, total: number | null, title?: string): void;
}

export interface Tasks {
  /** Runs `work` under an id the caller chose; its end, good or bad, is told to every client. */
  run<T>(id: TaskId, title: string, work: (task: Task) => Promise<T>): Promise<T>;
  /** Asks the task to stop; unknown ids are ignored, since it may just have ended. */
  cancel(id: TaskId): void;
  /** Resolves once all of them have ended. */
  cancelAll(): Promise<void>;
}

const REPORT_INTERVAL_MS = 100;
/** Before that, the pace says little of what is left. */
const FAIR_PACE_SECONDS = 1;

export function createTasks(emit: (event: EngineEvent) => void): Tasks {
  const running = new Map<TaskId, { controller: AbortController; ended: Promise<unknown> }>();

  const perform = async <T>(
    id: TaskId,
    title: string,
    signal: AbortSignal,
    work: (task: Task) => Promise<T>,
  ): Promise<T> => {
    const clock = createProgressClock(id, title);
    const tell = (task: TaskProgress) => emit({ type: 'task', task });
    try {
      const result = await work({
        signal,
        report: (done, total, newTitle) => {
          const due = clock.update(done, total, newTitle);
          if (due) tell(clock.progress('running'));
        },
      });
      tell(clock.progress('done'));
      return result;
    } catch (error) {
      tell(clock.progress(signal.aborted ? 'cancelled' : 'failed'));
      if (signal.aborted) throw new OnsetError('cancelled', `${title}: cancelled.`, { cause: error });
      throw error;
    } finally {
      running.delete(id);
    }
  };

  return {
    run: async (id, title, work) => {
      if (running.has(id)) throw new OnsetError('conflict', `A task with the id ${id} is already running.`);
      const controller = new AbortController();
      const result = perform(id, title, controller.signal, work);
      running.set(id, { controller, ended: result.catch(() => {}) });
      return result;
    },
    cancel: (id) => running.get(id)?.controller.abort(),
    cancelAll: async () => {
      const all = [...running.values()];
      for (const { controller } of all) controller.abort();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

/** Keeps the latest figures of a task and estimates what is left from the pace so far. */
function createProgressClock(id: TaskId, firstTitle: string) {
  let title = firstTitle;
  // Each named part of the work has a pace of its own.
  let startedMs = performance.now();
  let done = 0;
  let total: number | null = null;
  let reportedMs = Number.NEGATIVE_INFINITY;
  return {
    update(newDone: number, newTotal: number | null, newTitle?: string): boolean {
      done = newDone;
      total = newTotal;
      const renamed = newTitle !== undefined && newTitle !== title;
      const nowMs = performance.now();
      if (renamed) {
        title = newTitle;
        startedMs = nowMs;
      }
      if (!renamed && nowMs - reportedMs < REPORT_INTERVAL_MS) return false;
      reportedMs = nowMs;
      return true;
    },
    progress(state: TaskProgress['state']): TaskProgress {
      const elapsedSeconds = (performance.now() - startedMs) / 1000;
      const secondsLeft =
        total !== null && done > 0 && elapsedSeconds >= FAIR_PACE_SECONDS
          ? (elapsedSeconds / done) * Math.max(0, total - done)
          : null;
      return { id, title, done, total: total !== null && total > 0 ? total : null, secondsLeft, state };
    },
  };
}
