import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf, stopOrphan } from './processes.mjs';

const POLL_MS = 200;
const HEARTBEAT_MS = 5_000;
/** A holder on another machine, after whose process nobody here can ask, is gone when it is silent for this long. */
const SILENT_MS = 60_000;

/**
 * A lock between processes: a folder of numbered files, whose highest one names the holder. A file is only
 * ever created anew, one number up, when the one before is released or its process is dead; so two that find
 * the same dead holder cannot both win.
 * @param {string} dir
 * @param {{ onWait?: (pid: number) => void, silentMs?: number }} [options]
 */
export async function acquireLock(dir, { onWait = () => {}, silentMs = SILENT_MS } = {}) {
  mkdirSync(dir, { recursive: true });
  const isSilent = silenceWatch(silentMs);
  let hasWaited = false;
  for (;;) {
    const top = highest(dir);
    if (!isHeld(top, isSilent)) {
      const file = take(dir, top.number + 1);
      if (file !== null) {
        await stopOrphan(top.holder);
        return hold(dir, file);
      }
      continue;
    }
    if (!hasWaited) onWait(top.holder?.pid ?? 0);
    hasWaited = true;
    await sleep(POLL_MS);
  }
}

/** @param {string} dir */
function highest(dir) {
  const number = Math.max(
    0,
    ...readdirSync(dir)
      .filter((name) => /^\d+$/.test(name))
      .map(Number),
  );
  const file = join(dir, String(number));
  try {
    return { number, holder: JSON.parse(readFileSync(file, 'utf8')), changedMs: statSync(file).mtimeMs };
  } catch {
    // No file yet, or one that its holder writes at this moment.
    return {
      number,
      holder: null,
      changedMs: number === 0 ? null : (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null),
    };
  }
}

/** @param {ReturnType<typeof highest>} top @param {(changedMs: number) => boolean} isSilent */
function isHeld({ holder, changedMs }, isSilent) {
  if (changedMs === null || holder?.released) return false;
  if (holder !== null && holder.host === hostname()) return birthOf(holder.pid) === holder.birth;
  return !isSilent(changedMs);
}

/** Silence is what this process saw itself: clocks differ between machines and stop in a suspended one. @param {number} limitMs */
function silenceWatch(limitMs) {
  let seenMs = Number.NaN;
  let since = performance.now();
  return (/** @type {number} */ changedMs) => {
    if (changedMs !== seenMs) since = performance.now();
    seenMs = changedMs;
    return performance.now() - since > limitMs;
  };
}

/** @param {string} dir @param {number} number */
function take(dir, number) {
  const file = join(dir, String(number));
  try {
    writeFileSync(file, record({}), { flag: 'wx' });
  } catch (error) {
    if (error.code === 'EEXIST') return null;
    throw error;
  }
  if (highest(dir).number === number) return file;
  // It was taken, released and swept by others since we looked.
  rmSync(file, { force: true });
  return null;
}

/** @param {object} more */
const record = (more) =>
  JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), host: hostname(), ...more });

/** @param {string} dir @param {string} file */
function hold(dir, file) {
  const write = (/** @type {object} */ more) => {
    writeFileSync(`${file}.new`, record(more));
    renameSync(`${file}.new`, file);
  };
  for (const name of readdirSync(dir)) {
    if (Number.parseInt(name, 10) < Number(file.slice(dir.length + 1)))
      rmSync(join(dir, name), { force: true });
  }
  const heartbeat = setInterval(() => {
    // The user may have deleted the folder: the work goes on, only the sign of life is lost.
    try {
      utimesSync(file, new Date(), new Date());
    } catch {}
  }, HEARTBEAT_MS).unref();
  return {
    /** Names the child at work, so that who takes over after a kill can stop it. @param {number | null} pid */
    setChild: (pid) => write(pid === null ? {} : { child: { pid, birth: birthOf(pid) } }),
    release: () => {
      clearInterval(heartbeat);
      write({ released: true });
    },
  };
}
