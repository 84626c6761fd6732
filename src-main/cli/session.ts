import { randomUUID } from 'node:crypto';
import { createEngine } from '#main/engine/engine.ts';
import { connectToEngine, findRunningEngine } from '#main/engine/remote.ts';
import type { Caller } from '#shared/contract/calls.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { type TaskId, taskId } from '#shared/domain/ids.ts';
import { createProgress, type Progress } from './progress.ts';

/** A command's line to an engine: one of its own, or the one that has the project open. */
export interface Session {
  readonly call: Caller;
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** A line for people, beside the result. */
  note(text: string): void;
}

export const newTaskId = (): TaskId => taskId.parse(randomUUID());

/**
 * Opens `dir` (null: no project) and works on it, through the running engine where a window or another command
 * has it open. Progress goes to stderr.
 */
export async function withSession<T>(dir: string | null, work: (session: Session) => Promise<T>): Promise<T> {
  const running = dir === null ? null : await findRunningEngine(dir);
  const engine = running === null ? createEngine({ host: 'in-process' }) : await connectToEngine(running);
  const progress = createProgress(process.stderr);
  const stopShowing = engine.onEvent((event) => showEvent(progress, event));
  try {
    if (dir !== null && running === null) await engine.call('projects.open', { dir });
    return await work({
      call: engine.call,
      onEvent: engine.onEvent,
      note: (text) => {
        progress.end();
        process.stderr.write(`${text}\n`);
      },
    });
  } finally {
    stopShowing();
    progress.end();
    await engine.close();
  }
}

function showEvent(progress: Progress, event: EngineEvent): void {
  if (event.type === 'run') progress.show(event.message, event.progress, event.secondsLeft);
  if (event.type !== 'task') return;
  const { title, done, total, secondsLeft, state } = event.task;
  if (state === 'running') progress.show(title, total === null ? null : done / total, secondsLeft);
  else progress.end();
}
