import { type ChildProcess, spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { FrameReply, FrameRequest } from '#shared/contract/frames.ts';
import { createEngineLink, type EngineLink } from './engine-link.ts';

/** A clean stop takes a checkpoint of the catalog; past this it is ended. */
const STOP_TIMEOUT_MS = 5000;
/** An engine that dies this often in a minute has a cause a restart does not cure. */
const MAX_RESTARTS_A_MINUTE = 3;
const MINUTE_MS = 60_000;
/** Descriptor of the pipe that carries the packets, in the engine. */
const PIPE_FD = 3;

/** Calls after which the engine has another project open. */
const OPENING_CALLS: ReadonlySet<string> = new Set(['projects.open', 'projects.create', 'projects.demo']);
const opened = z.object({ dir: z.string() });

export interface SupervisorOptions {
  /** The pinned Node's executable. */
  readonly node: string;
  /** The engine's entry. */
  readonly entry: string;
  readonly onEvent: (event: EngineEvent) => void;
}

/** Keeps one engine running: starts it anew when it dies, with the same project open. */
export interface Supervisor {
  call(name: string, input: unknown): Promise<unknown>;
  frame(request: FrameRequest): Promise<FrameReply>;
  stop(): Promise<void>;
}

export function superviseEngine(options: SupervisorOptions): Supervisor {
  const deathsMs: number[] = [];
  let projectDir: string | null = null;
  let stopping = false;
  let running = start();
  /** After a restart: nothing is asked of the new engine before it has the project open again. */
  let reopened: Promise<void> = Promise.resolve();

  function start(): { process: ChildProcess; link: EngineLink } {
    const child = spawn(options.node, [options.entry, '--host', 'desktop'], {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
      windowsHide: true,
    });
    const pipe = child.stdio[PIPE_FD];
    if (!(pipe instanceof Duplex)) throw new Error('The engine has no pipe.');
    const link = createEngineLink(pipe, options.onEvent);
    let ended = false;
    const end = (how: string) => {
      if (ended) return;
      ended = true;
      const again = !stopping && mayRestart(how);
      const outlook = again ? 'It is being started again.' : 'Close Onset and start it again.';
      link.fail(
        new OnsetError(
          'internal',
          `The engine stopped (${how}); what it had answered is on disk. ${outlook}`,
        ),
      );
      if (again) restart();
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`));
    return { process: child, link };
  }

  function mayRestart(how: string): boolean {
    const nowMs = Date.now();
    deathsMs.push(nowMs);
    const recent = deathsMs.filter((atMs) => nowMs - atMs < MINUTE_MS).length;
    if (recent <= MAX_RESTARTS_A_MINUTE) return true;
    console.error(`The engine stopped ${recent} times within a minute (${how}); it is not started again.`);
    return false;
  }

  function restart(): void {
    running = start();
    reopened = reopen(running.link);
  }

  async function reopen(link: EngineLink): Promise<void> {
    if (projectDir !== null) {
      await link.call('projects.open', { dir: projectDir }).catch((error: unknown) => {
        console.error(`Could not open ${projectDir} again:`, error);
      });
    }
    options.onEvent({ type: 'engine-restarted' });
  }

  return {
    call: async (name, input) => {
      await reopened;
      const output = await running.link.call(name, input);
      if (OPENING_CALLS.has(name)) projectDir = opened.parse(output).dir;
      if (name === 'projects.close') projectDir = null;
      return output;
    },
    frame: async (request) => {
      await reopened;
      return running.link.frame(request);
    },
    stop: () => {
      stopping = true;
      return stopChild(running.process);
    },
  };
}

/** Closing the pipe asks the engine to end; it is killed if it does not. */
function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    const pipe = child.stdio[PIPE_FD];
    if (pipe instanceof Duplex) pipe.end();
    else throw new OnsetError('internal', 'The engine has no pipe.');
  });
}
