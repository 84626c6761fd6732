import type { Socket } from 'node:net';
import { sqliteInWords } from '#main/catalog/index.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { type Caller, type CallName, type CallOutput, isCallName } from '#shared/contract/calls.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { FrameReply, FrameRequest } from '#shared/contract/frames.ts';
import { startKeeper } from './backups/keeper.ts';
import { broadcastsOf } from './broadcasts.ts';
import type { AppFacts, EngineContext } from './context.ts';
import { handlers } from './handlers.ts';
import { servePackets } from './packets.ts';
import { parseOutput, parseRequest } from './parse.ts';
import { keepToProject } from './projects/client.ts';
import { createProjectSlot, requireProject } from './projects/slot.ts';
import { createSettings, defaultConfigDir } from './settings.ts';
import { createTasks } from './tasks.ts';

export interface EngineOptions {
  readonly host: AppFacts['host'];
  readonly notice?: string | null;
  /** Where this user's settings are; the platform's place unless given. */
  readonly configDir?: string;
}

/** Everything the program does, without a window. Every adapter carries these. */
export interface Engine {
  /** Answers once its effect is on disk; rejects with OnsetError. */
  readonly call: Caller;
  /** The same for a name and an input from outside: an unknown name is refused. */
  callUntyped(name: string, input: unknown): Promise<unknown>;
  frame(request: FrameRequest): Promise<FrameReply>;
  /** Returns the function that ends the subscription. */
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** True while no other program works on the project through this engine. */
  isAlone(): boolean;
  /** Resolves once {@link Engine.isAlone}; at once where it is. */
  whenAlone(): Promise<void>;
  /** Ends what is under way and closes the project. */
  close(): Promise<void>;
}

export function createEngine(options: EngineOptions): Engine {
  const listeners = new Set<(event: EngineEvent) => void>();
  const clients = new Set<Socket>();
  const context = createContext(
    options,
    (event) => {
      for (const listener of listeners) listener(event);
    },
    (socket, dir) => {
      clients.add(socket);
      socket.once('close', () => clients.delete(socket));
      servePackets(keepToProject(engine, dir), socket);
    },
  );

  /** Every call passes here: parsed on the way in and out, told to all where it changed something. */
  const perform = async <N extends CallName>(name: N, input: unknown): Promise<CallOutput<N>> => {
    const request = parseRequest(name, input);
    try {
      const output = parseOutput(name, await handlers[name](request, context));
      for (const event of broadcastsOf(name, request, output)) context.emit(event);
      return output;
    } catch (error) {
      throw inWords(error, name, context);
    }
  };
  const engine: Engine = {
    call: perform,
    callUntyped: async (name, input) => {
      if (!isCallName(name)) throw new OnsetError('bad-input', `There is no call named ${name}.`);
      return perform(name, input);
    },
    frame: async (request) => {
      try {
        return await context.project().media.frame(request);
      } catch (error) {
        throw inWords(error, 'frame', context);
      }
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isAlone: () => clients.size === 0,
    whenAlone: async () => {
      const gone = (client: Socket) => new Promise((resolve) => client.once('close', resolve));
      while (clients.size > 0) await Promise.all([...clients].map(gone));
    },
    close: async () => {
      await context.tasks.cancelAll();
      await context.projects.change((slot) => slot.close());
    },
  };
  return engine;
}

function createContext(
  options: EngineOptions,
  emit: EngineContext['emit'],
  serveClient: Parameters<typeof createProjectSlot>[0]['serveClient'],
): EngineContext {
  const tasks = createTasks(emit);
  const settings = createSettings(options.configDir ?? defaultConfigDir());
  const projects = createProjectSlot({
    settings,
    serveClient,
    onOpened: (project, isNew) => startKeeper({ project, isNew, emit, summary: () => projects.summary() }),
    onClosing: () => tasks.cancelAll(),
  });
  return {
    project: () => requireProject(projects),
    emit,
    tasks,
    settings,
    projects,
    app: { host: options.host, notice: options.notice ?? null },
  };
}

/** What is expected passes; a defect is logged and answered as `internal`, and the engine goes on. */
function inWords(error: unknown, name: string, { projects }: EngineContext): OnsetError {
  if (error instanceof OnsetError) return error;
  const place = projects.current()?.dir ?? 'The project';
  const known = sqliteInWords(error, place) ?? diskErrorInWords(error, pathOf(error) ?? place);
  if (known !== null) return known;
  console.error(`A defect in ${name}:`, error);
  return new OnsetError('internal', error instanceof Error ? error.message : String(error), { cause: error });
}

function pathOf(error: unknown): string | null {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null;
}
