import { create } from 'zustand';
import type { EngineEvent } from '#renderer/client/index.ts';
import type { RunId, TaskId } from '#shared/domain/ids.ts';
import type { EpochRecord, RunStatus } from '#shared/domain/run.ts';
import type { TaskProgress } from '#shared/domain/task.ts';

/** A run under way, as its events tell it. `history` holds the epochs heard so far, for live curves. */
export interface RunProgress {
  readonly runId: RunId;
  readonly status: RunStatus;
  readonly progress: number;
  readonly secondsLeft: number | null;
  readonly message: string;
  readonly history: readonly EpochRecord[];
}

interface Activity {
  /** False while the engine cannot be reached. */
  readonly connected: boolean;
  readonly tasks: Readonly<Record<TaskId, TaskProgress>>;
  readonly runs: Readonly<Record<RunId, RunProgress>>;
  setConnected(connected: boolean): void;
  hear(event: EngineEvent): void;
  reset(): void;
}

const ENDED: readonly RunStatus[] = ['done', 'failed', 'cancelled'];
export const isEnded = (status: RunStatus): boolean => ENDED.includes(status);

export const useActivity = create<Activity>()((set) => ({
  connected: true,
  tasks: {},
  runs: {},
  setConnected: (connected) => set({ connected }),
  hear: (event) => {
    if (event.type === 'task') set((state) => ({ tasks: { ...state.tasks, [event.task.id]: event.task } }));
    if (event.type === 'run')
      set((state) => ({
        runs: { ...state.runs, [event.runId]: nextProgress(state.runs[event.runId], event) },
      }));
  },
  reset: () => set({ tasks: {}, runs: {} }),
}));

/** An epoch heard twice counts once. */
export function nextProgress(
  before: RunProgress | undefined,
  event: Extract<EngineEvent, { type: 'run' }>,
): RunProgress {
  const history = before?.history ?? [];
  const { epoch } = event;
  const known = epoch === null || history.some((one) => one.fold === epoch.fold && one.epoch === epoch.epoch);
  return {
    runId: event.runId,
    status: event.status,
    progress: event.progress,
    secondsLeft: event.secondsLeft,
    message: event.message,
    history: known || epoch === null ? history : [...history, epoch],
  };
}

/** What the top bar shows: the run that trains, else the task under way; null if all is quiet. */
export function useRunningRun(): RunProgress | null {
  return useActivity((state) => Object.values(state.runs).find((run) => !isEnded(run.status)) ?? null);
}
export function useRunningTask(): TaskProgress | null {
  return useActivity((state) => Object.values(state.tasks).find((task) => task.state === 'running') ?? null);
}
