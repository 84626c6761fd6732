import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { lockFile } from '#main/catalog/index.ts';
import { errorCode, OnsetError } from '#shared/base/errors.ts';
import { writeFileAtomically } from '../write-file.ts';
import { projectPaths } from './folder.ts';

const holder = z.object({
  pid: z.number().int().positive(),
  socket: z.string(),
  startedAt: z.iso.datetime(),
});

/** The engine that has a project open, and where it listens. */
export type Holder = z.infer<typeof holder>;

export interface ProjectLock {
  /** Tells other programs where this engine listens. */
  announce(socket: string): void;
  release(): void;
}

/** Another engine says who it is a moment after it took the lock. */
const ANNOUNCEMENT_WAIT_MS = 1000;
const CONNECT_TIMEOUT_MS = 2000;

/** Makes this engine the project's one writer. Throws OnsetError `busy`, which names the process that is. */
export async function lockProject(dir: string): Promise<ProjectLock> {
  const paths = projectPaths(dir);
  const lock = lockFile(paths.lock);
  if (lock === null) throw await isOpenElsewhere(dir);
  // Whoever held it is gone: what it said of itself is stale.
  for (const name of readdirSync(dir))
    if (/^\.onset-.*\.(json|sock|tmp)$/.test(name)) rmSync(join(dir, name), { force: true });
  return {
    announce: (socket) => {
      const self: Holder = { pid: process.pid, socket, startedAt: new Date().toISOString() };
      writeFileAtomically(paths.holder, JSON.stringify(self));
    },
    release: () => {
      rmSync(paths.holder, { force: true });
      lock.release();
    },
  };
}

async function isOpenElsewhere(dir: string): Promise<OnsetError> {
  const deadlineMs = Date.now() + ANNOUNCEMENT_WAIT_MS;
  let other = readHolder(dir);
  while (other === null && Date.now() < deadlineMs) {
    await delay(50);
    other = readHolder(dir);
  }
  const who = other === null ? 'another Onset' : `another Onset (process ${other.pid})`;
  return new OnsetError('busy', `${dir} is open in ${who}. Close it there, or work there.`);
}

/** What the lock's holder wrote; it may be long gone. Null if there is nothing readable. */
function readHolder(dir: string): Holder | null {
  try {
    return holder.parse(JSON.parse(readFileSync(projectPaths(dir).holder, 'utf8')));
  } catch {
    return null;
  }
}

/** The engine that has the project open; null if none has: what is left of a dead one, or does not answer, is stale. */
export async function findHolder(dir: string): Promise<Holder | null> {
  const found = readHolder(dir);
  if (found === null || !isAlive(found.pid)) return null;
  const socket = await dial(found.socket);
  socket?.destroy();
  return socket === null ? null : found;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Null if nobody listens there. */
export function dial(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const giveUp = () => {
      socket.destroy();
      resolve(null);
    };
    socket.setTimeout(CONNECT_TIMEOUT_MS, giveUp);
    socket.once('error', giveUp);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', giveUp);
      resolve(socket);
    });
  });
}
