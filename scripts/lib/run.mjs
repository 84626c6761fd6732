import { spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { StringDecoder } from 'node:string_decoder';

const TICK_MS = 1_000;
const TAIL_CHARS = 8_000;
/** What asks a program to end, and the exit code that says so. */
const STOP_SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
const isWindows = process.platform === 'win32';

/**
 * Runs a program to its end with its output in a log file; never throws for its failure.
 * @param {string} command @param {string[]} args
 * @param {{
 *   cwd?: string, env?: NodeJS.ProcessEnv, logFile: string, limitMs?: number, shell?: boolean,
 *   onTick?: () => void, onChild?: (pid: number | null) => void,
 * }} options
 * @returns {Promise<{ ok: boolean, how: string, tail: string }>} `how` it ended, in words; the output's `tail`
 */
export function runLogged(command, args, options) {
  const { cwd, env, logFile, limitMs, shell = false, onTick = () => {}, onChild = () => {} } = options;
  const log = openSync(logFile, 'a');
  writeSync(log, `\n> ${[command, ...args].join(' ')}\n`);
  // A group of its own, so that a step and all it started can be ended together.
  const child = spawn(command, args, {
    cwd,
    env,
    shell,
    detached: !isWindows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) onChild(child.pid);

  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new StringDecoder('utf8');
    stream.on('data', (chunk) => {
      writeSync(log, chunk);
      tail = (tail + decoder.write(chunk)).slice(-TAIL_CHARS);
    });
  }
  const end = () => endGroup(child);
  const stopListening = onceStopped(end);
  const ticker = setInterval(onTick, TICK_MS);
  let how = '';
  const limit =
    limitMs === undefined
      ? null
      : setTimeout(() => {
          how = `took longer than ${Math.round(limitMs / 60_000)} minutes`;
          end();
        }, limitMs);

  return new Promise((resolve) => {
    const finish = (/** @type {boolean} */ ok, /** @type {string} */ end) => {
      clearInterval(ticker);
      if (limit !== null) clearTimeout(limit);
      stopListening();
      closeSync(log);
      onChild(null);
      resolve({ ok, how: how || end, tail: tail.trim() });
    };
    child.once('error', (error) => finish(false, `could not be started: ${error.message}`));
    child.once('close', (code, signal) => {
      if (child.pid !== undefined)
        finish(code === 0, signal === null ? `ended with code ${code}` : `was stopped by ${signal}`);
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function endGroup(child) {
  if (child.pid === undefined) return;
  try {
    if (isWindows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}

/** When this process is told to stop, so is what it started. @param {() => void} stop @returns {() => void} stops listening */
function onceStopped(stop) {
  const listeners = Object.entries(STOP_SIGNALS).map(([signal, code]) => {
    const listener = () => {
      stop();
      process.exit(code);
    };
    process.once(signal, listener);
    return [signal, listener];
  });
  return () => {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  };
}

/**
 * Runs a program in this one's place: same terminal, signals passed on. Answers its exit code (128 + n after
 * signal n); does not answer if this process itself was told to stop, but ends as the program did.
 * @param {string} command @param {string[]} args @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runInPlace(command, args, options = {}) {
  const child = spawn(command, args, { ...options, stdio: 'inherit' });
  let isStopping = false;
  const listeners = Object.keys(STOP_SIGNALS).map((signal) => {
    const listener = () => {
      isStopping = true;
      // A terminal sends ctrl-C to both; a second one would mean "at once" to the child.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => {
      for (const { signal: name, listener } of listeners) process.removeListener(name, listener);
      const code = signal === null ? (exitCode ?? 1) : 128 + constants.signals[signal];
      if (isStopping) process.exit(code);
      resolve(code);
    });
  });
}
