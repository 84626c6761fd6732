import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createRemoteEngine, type RemoteEngine } from '#main/engine/remote.ts';

const ENTRY = join(import.meta.dirname, '../../src-main/engine/main.ts');

/** The engine as the window starts it: a process of its own, spoken to over descriptor 3. */
export interface EngineProcess {
  readonly engine: RemoteEngine;
  /** Of the trainer it has at work; null where it has none. */
  trainerPid(): number | null;
  /** Kills it without a word; resolves once it is gone. */
  kill(): Promise<void>;
  /** Lets it end by itself. */
  close(): Promise<void>;
}

export function startEngineProcess(configDir: string): EngineProcess {
  const child = spawn(process.execPath, [ENTRY, '--host', 'desktop'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, ONSET_CONFIG_DIR: configDir },
  });
  const pipe = child.stdio[3];
  if (!(pipe instanceof Socket)) throw new Error('The engine has no pipe.');
  const exited = once(child, 'exit');
  const engine = createRemoteEngine(pipe);
  return {
    engine,
    trainerPid: () => trainerOf(child),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    close: async () => {
      await engine.close();
      await exited;
    },
  };
}

function trainerOf({ pid }: ChildProcess): number | null {
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'pid=,args=', '--ppid', String(pid)], {
    encoding: 'utf8',
  });
  const line = stdout.split('\n').find((text) => text.includes('trainer/main.ts'));
  return line === undefined ? null : Number.parseInt(line, 10);
}
