import { create } from 'zustand';
import type { EngineEvent } from '#renderer/client/index.ts';
import type { RunId, TaskId } from '#shared/domain/ids.ts';
import type { EpochRecord, RunRow, RunStatus } from '#shared/domain/run.ts';
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

const ENDED: readonly RunStatus[] = ['done', 'failed', 'cancelled', 'interrupted'];
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

/** An epoch heard twice counts once, as heard last. A run that waits anew says itself, as it begins, what of it is kept. */
export function nextProgress(
  before: RunProgress | undefined,
  event: Extract<EngineEvent, { type: 'run' }>,
): RunProgress {
  const history = event.status === 'queued' ? [] : (before?.history ?? []);
  const { epoch } = event;
  return {
    runId: event.runId,
    status: event.status,
    progress: event.progress,
    secondsLeft: event.secondsLeft,
    message: event.message,
    history: epoch === null ? history : [...history.filter((one) => !isSameEpoch(one, epoch)), epoch],
  };
}

const isSameEpoch = (one: EpochRecord, other: EpochRecord) =>
  one.fold === other.fold && one.epoch === other.epoch;

/** What the top bar shows. The run under way: the one that trains, before those that wait for their turn. Null if all is quiet. */
export function runUnderWay(runs: readonly RunProgress[]): RunProgress | null {
  const going = runs.filter((run) => !isEnded(run.status));
  return going.find((run) => run.status !== 'queued') ?? going[0] ?? null;
}
/** What the table knows of a run whose events were not heard yet. */
export function progressOfRow(row: RunRow): RunProgress {
  const { id, status, foldsDone, foldCount } = row;
  return {
    runId: id,
    status,
    progress: foldCount === 0 ? 0 : foldsDone / foldCount,
    secondsLeft: null,
    message:
      status === 'training'
        ? `Fold ${Math.min(foldsDone + 1, foldCount)} of ${foldCount}`
        : `${id}: ${status}`,
    history: [],
  };
}

export function useRunningTask(): TaskProgress | null {
  return useActivity((state) => Object.values(state.tasks).find((task) => task.state === 'running') ?? null);
}
