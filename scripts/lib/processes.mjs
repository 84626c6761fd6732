import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const ORPHAN_END_MS = 5_000;

/**
 * When a process began, in whatever unit its system counts: with its number that names it for good, since
 * numbers are used again. Null if it is gone, or dead and only not yet collected.
 * @param {number} pid
 */
export function birthOf(pid) {
  if (process.platform === 'win32') return isThere(pid) ? 'alive' : null;
  if (process.platform === 'linux') return birthFromProc(pid);
  try {
    const [state = '', ...start] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    })
      .trim()
      .split(/\s+/);
    return state === '' || state.startsWith('Z') ? null : start.join(' ');
  } catch {
    return null;
  }
}

/** @param {number} pid */
function birthFromProc(pid) {
  try {
    // The name, in brackets, may hold anything; behind it stand the state and, 19 fields on, the start.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** @param {number} pid */
function isThere(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Ends the step (npm, a compiler) that a killed set-up left running, so that two never write the same folder.
 * @param {{ host: string, child?: { pid: number, birth: string | null } } | null} holder
 */
export async function stopOrphan(holder) {
  const child = holder?.child;
  if (!child || holder.host !== hostname()) return;
  const isOurs = () => child.birth !== null && birthOf(child.pid) === child.birth;
  if (!isOurs()) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It ended at this moment.
  }
  for (const end = performance.now() + ORPHAN_END_MS; isOurs() && performance.now() < end; ) await sleep(50);
}
