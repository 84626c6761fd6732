import type { EngineEvent } from '#shared/contract/events.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { EpochRecord, RunStatus } from '#shared/domain/run.ts';

export interface RunProgress {
  /** 0 to 1 of what the status names: the packing, then the training. */
  readonly progress: number;
  readonly secondsLeft?: number | null;
  readonly epoch?: EpochRecord;
  /** Not to be passed over for other words just said. */
  readonly isNews?: boolean;
}

/** Tells every client how far a run is. */
export type RunTeller = (status: RunStatus, message: string, progress?: RunProgress) => void;

const INTERVAL_MS = 100;

/** A changed status, every epoch and what is news are told at once, other words at most ten times a second. */
export function createRunTeller(runId: RunId, emit: (event: EngineEvent) => void): RunTeller {
  let told: RunStatus | null = null;
  let toldMs = 0;
  let progress = 0;
  return (status, message, news) => {
    const nowMs = performance.now();
    const isNews = status !== told || news?.epoch !== undefined || news?.isNews === true;
    if (!isNews && nowMs - toldMs < INTERVAL_MS) return;
    told = status;
    toldMs = nowMs;
    progress = status === 'done' ? 1 : (news?.progress ?? progress);
    const { secondsLeft = null, epoch = null } = news ?? {};
    emit({ type: 'run', runId, status, progress, secondsLeft, message, epoch });
  };
}
