import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { createRemoteEngine, type RemoteEngine } from './remote.ts';

const ENTRY = join(import.meta.dirname, 'main.ts');

export interface EngineProcess {
  readonly process: ChildProcess;
  readonly pipe: Socket;
  readonly engine: RemoteEngine;
  kill(): Promise<void>;
}

/** The engine as the window starts it: a process of its own, spoken to over descriptor 3. */
export function startEngine(configDir = temporaryFolder()): EngineProcess {
  const child = spawn(process.execPath, [ENTRY, '--host', 'desktop'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, ONSET_CONFIG_DIR: configDir },
  });
  const pipe = child.stdio[3];
  if (!(pipe instanceof Socket)) throw new Error('The engine has no pipe.');
  const exited = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  return { process: child, pipe, engine: createRemoteEngine(pipe), kill };
}
