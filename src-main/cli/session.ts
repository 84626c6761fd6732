import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createEngine, type Engine } from '#main/engine/engine.ts';
import { connectToEngine, findRunningEngine } from '#main/engine/remote.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { Caller } from '#shared/contract/calls.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { type TaskId, taskId } from '#shared/domain/ids.ts';
import { createProgress, type Progress } from './progress.ts';

/** A command's line to an engine: one of its own, or the one that has the project open. */
export interface Session {
  readonly call: Caller;
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** Resolves when the other program that has the project open ends; never for an engine of its own. */
  readonly lost: Promise<void>;
  /** A line for people, beside the result. */
  note(text: string): void;
}

export interface SessionOptions {
  /** Where an engine of its own keeps this user's settings; the platform's place unless given. */
  readonly configDir?: string;
}

export const newTaskId = (): TaskId => taskId.parse(randomUUID());

/**
 * Opens `dir` (null: no project) and works on it, through the running engine where a window or another command
 * has it open. Progress goes to stderr.
 */
export async function withSession<T>(
  dir: string | null,
  work: (session: Session) => Promise<T>,
  options: SessionOptions = {},
): Promise<T> {
  const progress = createProgress(process.stderr);
  const note = (text: string) => {
    progress.end();
    process.stderr.write(`${text}\n`);
  };
  const line = dir === null ? ownLine(newEngine(options)) : await lineTo(dir, options);
  const stopShowing = line.onEvent((event) => {
    if (event.type === 'health' && event.health.state === 'damaged') note(event.health.detail ?? '');
    else showEvent(progress, event);
  });
  try {
    return await work({ call: line.call, onEvent: line.onEvent, lost: line.lost, note });
  } finally {
    stopShowing();
    progress.end();
    await line.release(note);
  }
}

interface Line extends Omit<Session, 'note'> {
  release(note: Session['note']): Promise<void>;
}

/** Another command may take or leave the project at this moment: then it is tried again. */
const OPENING_MS = 10_000;
const RETRY_MS = 100;

async function lineTo(dir: string, options: SessionOptions): Promise<Line> {
  const deadlineMs = Date.now() + OPENING_MS;
  for (;;) {
    const joined = await join(dir);
    if (joined !== null) return joined;
    const engine = newEngine(options);
    try {
      await engine.call('projects.open', { dir });
      return ownLine(engine);
    } catch (error) {
      await engine.close();
      if (!(error instanceof OnsetError) || error.code !== 'busy' || Date.now() > deadlineMs) throw error;
    }
    await delay(RETRY_MS);
  }
}

/** Null where no engine has the project open, or it is about to end. */
async function join(dir: string): Promise<Line | null> {
  const holder = await findRunningEngine(dir);
  const engine = holder === null ? null : await connectToEngine(holder).catch(() => null);
  if (engine === null) return null;
  const project = await engine.call('projects.current', {}).catch(() => null);
  if (project !== null) return { ...engine, lost: engine.ended, release: engine.close };
  await engine.close();
  return null;
}

const newEngine = (options: SessionOptions) => createEngine({ host: 'in-process', ...options });

function ownLine(engine: Engine): Line {
  return {
    call: engine.call,
    onEvent: engine.onEvent,
    lost: new Promise(() => {}),
    release: async (note) => {
      if (engine.isAlone()) return engine.close();
      note('Another command works on the project through this one, which stays until that is done.');
      void engine.whenAlone().then(engine.close);
    },
  };
}

function showEvent(progress: Progress, event: EngineEvent): void {
  if (event.type === 'run') progress.show(event.message, event.progress, event.secondsLeft);
  if (event.type !== 'task') return;
  const { title, done, total, secondsLeft, state } = event.task;
  if (state === 'running') progress.show(title, total === null ? null : done / total, secondsLeft);
  else progress.end();
}
