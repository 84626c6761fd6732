import { OnsetError, toFailure } from '#shared/base/errors.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { EngineContext } from '../context.ts';
import type { OpenProject } from '../project.ts';
import { performRun, type SavedRun } from './perform.ts';
import { createRunTeller, type RunTeller } from './teller.ts';

/** The runs of a project that are to be trained: one trains, the others wait in the order they came. */
export interface RunQueue {
  /** The run is saved already. */
  add(run: SavedRun): void;
  /** True where the run trains or waits. */
  has(id: RunId): boolean;
  /** Resolves once the run has stopped; at once if it had ended before. */
  cancel(id: RunId): Promise<void>;
  /** Saves how runs ended where that could not be saved before (a full disk). */
  saveEnds(): void;
  /** Ends them all, as the project closes. */
  close(): Promise<void>;
}

const INTERRUPTED = 'The program ended before the run did.';
const CLOSED = 'The project was closed before the run had ended.';

const queues = new WeakMap<OpenProject, RunQueue>();

/**
 * The queue of the open project, made when first asked for. Runs that an engine left behind unfinished are then
 * marked as interrupted, and ends that could not be saved are, so every call about runs asks for it first.
 */
export function queueOf(context: Pick<EngineContext, 'project' | 'emit'>): RunQueue {
  const project = context.project();
  const known = queues.get(project);
  if (known !== undefined) {
    known.saveEnds();
    return known;
  }
  if (!project.readOnly) project.catalog.write.runs.interruptUnfinished(INTERRUPTED);
  const queue = createRunQueue(project, context.emit);
  queues.set(project, queue);
  project.whenClosing(queue.close);
  return queue;
}

type SaveEnd = (id: RunId, save: () => void) => void;

interface Entry {
  readonly run: SavedRun;
  readonly controller: AbortController;
  readonly tell: RunTeller;
  readonly ended: PromiseWithResolvers<void>;
}

function createRunQueue(project: OpenProject, emit: (event: EngineEvent) => void): RunQueue {
  const entries: Entry[] = [];
  const unsaved = new Map<RunId, () => void>();
  let working = false;
  let closing = false;

  /** What cannot be saved (a full disk) is tried again; else the next engine finds the run unfinished. */
  const saveEnd: SaveEnd = (id, save) => {
    try {
      save();
      unsaved.delete(id);
    } catch (error) {
      if (!unsaved.has(id)) console.error(`Cannot save how the run ${id} ended:`, error);
      unsaved.set(id, save);
    }
  };
  const work = async () => {
    if (working) return;
    working = true;
    for (let entry = entries[0]; entry !== undefined; entry = entries[0]) {
      settle(project, entry, await outcomeOf(project, entry), closing, saveEnd);
      entries.shift();
      entry.ended.resolve();
    }
    working = false;
  };
  const stop = (entry: Entry): Promise<void> => {
    entry.controller.abort();
    return entry.ended.promise;
  };
  return {
    add: (run) => {
      unsaved.delete(run.id);
      const tell = createRunTeller(run.id, emit);
      entries.push({ run, controller: new AbortController(), tell, ended: Promise.withResolvers() });
      tell('queued', entries.length === 1 ? 'Starting' : 'Waiting for the run before it');
      void work();
    },
    has: (id) => entries.some(({ run }) => run.id === id),
    cancel: async (id) => {
      const index = entries.findIndex(({ run }) => run.id === id);
      const entry = entries[index];
      if (entry === undefined) return;
      if (index === 0) return stop(entry);
      entries.splice(index, 1);
      entry.controller.abort();
      settle(project, entry, new OnsetError('cancelled', 'Cancelled.'), closing, saveEnd);
    },
    saveEnds: () => {
      for (const [id, save] of unsaved) saveEnd(id, save);
    },
    close: async () => {
      closing = true;
      await Promise.all(entries.map(stop));
    },
  };
}

/** Null if it went well. */
async function outcomeOf(project: OpenProject, { run, controller, tell }: Entry): Promise<unknown> {
  try {
    if (controller.signal.aborted) throw new OnsetError('cancelled', 'Cancelled.');
    await performRun(project, run, controller.signal, tell);
    return null;
  } catch (error) {
    return error;
  }
}

/** Saves how the run ended and tells it. */
function settle(
  project: OpenProject,
  entry: Entry,
  error: unknown,
  closing: boolean,
  saveEnd: SaveEnd,
): void {
  const { run, controller, tell } = entry;
  const { runs } = project.catalog.write;
  if (error === null) tell('done', 'Done');
  else if (controller.signal.aborted && !closing) {
    saveEnd(run.id, () => runs.cancel(run.id));
    tell('cancelled', 'Cancelled');
  } else if (controller.signal.aborted) {
    saveEnd(run.id, () => runs.interrupt(run.id, CLOSED));
    tell('interrupted', CLOSED);
  } else {
    const { message } = toFailure(error);
    if (!(error instanceof OnsetError)) console.error(`A defect in the run ${run.id}:`, error);
    saveEnd(run.id, () => runs.fail(run.id, message));
    tell('failed', message);
  }
}
