import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from './build-step.mjs';
import { electronProgram } from './electron.mjs';
import { acquireLock } from './lock.mjs';
import { node, packages } from './packages.mjs';
import { inRoot, machine, readJson, root, setupDir } from './paths.mjs';
import { createProgress } from './progress.mjs';
import { runLogged } from './run.mjs';
import { writeJson } from './stamp.mjs';
import { tensorflow, tensorflowForCard } from './tensorflow.mjs';

/**
 * @typedef {Record<string, any>} State what set-up knows of node_modules, kept inside it
 * @typedef {{ retry: boolean }} Asked `retry`: also what failed before without stopping the set-up
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, limitMs?: number, mayFail?: boolean, what: string, detail?: () => string }} ExecOptions `what` it is for, in a few words; `detail`: how far it is
 * @typedef {{
 *   state: State,
 *   exec: (command: string, args: string[], options: ExecOptions) => Promise<{ ok: boolean, how: string, tail: string }>,
 *   tell: (line: string) => void,
 * }} StepContext
 * @typedef {{
 *   name: string, title: string,
 *   isDone: (state: State, asked: Asked) => boolean,
 *   describe?: (state: State) => string,
 *   run: (context: StepContext) => Promise<string>,
 * }} Step `run` answers what came of it, in words; `describe` says the same of a step that is done
 */

/** @type {Step[]} */
const STEPS = [packages, node, tensorflow, tensorflowForCard, electronProgram, build];
const STATE_FILE = inRoot('node_modules/.onset-setup.json');
const LOG_FILE = join(setupDir, 'setup.log');

/**
 * Does what is left to do of the set-up; returns at once if nothing is.
 * Throws an Error in plain words if a step that the program cannot do without fails.
 * @param {{ stream: NodeJS.WriteStream, only?: string[], again?: string[], retry?: boolean }} options
 *   `only`: the steps that matter to the caller; `again`: steps to do even if they are done
 * @returns {Promise<{ didSomething: boolean }>}
 */
export async function ensureSetUp({ stream, only, again = [], retry = false }) {
  requireNode();
  const steps = STEPS.filter((step) => only === undefined || only.includes(step.name));
  const isLeft = (/** @type {Step} */ step) =>
    again.includes(step.name) || !step.isDone(readState(), { retry });
  if (!steps.some(isLeft)) return { didSomething: false };

  const progress = createProgress(stream);
  const lock = await acquireLock(join(setupDir, 'lock'), {
    onWait: (pid) =>
      progress.say(`Another set-up of this folder is at work (process ${pid}); waiting for it.`),
  });
  try {
    writeFileSync(LOG_FILE, `Set-up of ${root} on ${machine}\n`);
    for (const [index, step] of steps.entries()) {
      const place = /** @type {const} */ ([index + 1, steps.length, step.title]);
      if (isLeft(step)) {
        progress.begin(...place);
        progress.end(await runStep(step, progress, lock));
      } else progress.pass(...place, step.describe?.(readState()) ?? 'already there');
    }
  } finally {
    lock.release();
  }
  return { didSomething: true };
}

const readState = () => readJson(STATE_FILE) ?? {};

/** @param {Step} step @param {ReturnType<typeof createProgress>} progress @param {Awaited<ReturnType<typeof acquireLock>>} lock */
async function runStep(step, progress, lock) {
  // Fresh packages begin a fresh state; a kill in the middle leaves none.
  const state = step === packages ? {} : readState();
  if (step === packages) rmSync(STATE_FILE, { force: true });
  try {
    const result = await step.run({
      state,
      exec: executor(progress, lock),
      tell: (line) => progress.say(`      ${line}`),
    });
    writeJson(STATE_FILE, state);
    return result;
  } catch (error) {
    progress.end('failed');
    throw new Error(
      `Set-up stopped at "${step.title}": ${error.message}\nThe whole output is in ${LOG_FILE}. Then run again: npm run setup`,
    );
  }
}

/**
 * @param {ReturnType<typeof createProgress>} progress @param {Awaited<ReturnType<typeof acquireLock>>} lock
 * @returns {StepContext['exec']}
 */
function executor(progress, lock) {
  return async (command, args, { what, detail = () => '', mayFail = false, cwd = root, ...options }) => {
    const end = await runLogged(command, args, {
      ...options,
      cwd,
      logFile: LOG_FILE,
      onTick: () => progress.live([what, detail()].join(' ').trim()),
      onChild: lock.setChild,
    });
    if (!end.ok && !mayFail)
      throw new Error(`${what}: ${basename(command)} ${end.how}.\n${essence(end.tail)}`);
    return end;
  };
}

/** The end of a program's output without the lines that name its own innards. @param {string} tail */
const essence = (tail) =>
  tail
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .slice(-25)
    .join('\n');

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(
    `Onset's scripts need Node 20.19 or newer, and this is ${process.versions.node}: https://nodejs.org`,
  );
}

/**
 * Runs a script's body: an expected failure is words on stderr and exit code 1.
 * @param {() => Promise<number | void>} body answers the exit code
 */
export async function runScript(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
