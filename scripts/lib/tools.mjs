import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, lstatSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { machine } from './paths.mjs';

/**
 * Where a program lies on the PATH; null if nowhere.
 * @param {string} name
 */
export function findProgram(name, env = process.env) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const dir of (env.PATH ?? '').split(delimiter)) {
    for (const ending of endings) {
      const file = join(dir, name + ending);
      try {
        accessSync(file, constants.X_OK);
        if (lstatSync(file).isDirectory()) continue;
        return file;
      } catch {}
    }
  }
  return null;
}

/** The C++ compiler to build with; null if there is none. */
export const compiler = () =>
  process.env.CXX || (['g++', 'clang++', 'c++'].find((name) => findProgram(name) !== null) ?? null);

/** The Python that has pip; null if there is none. */
export function pythonWithPip() {
  const found = ['python3', 'python'].filter((name) => findProgram(name) !== null);
  return (
    found.find((name) => spawnSync(name, ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0) ??
    null
  );
}

/** Why native TensorFlow cannot be built on this machine, in a sentence; null if it can. */
export function missingTools() {
  if (machine !== 'linux-x64')
    return `its library can be built with on linux-x64 only, and this is ${machine}.`;
  if (compiler() === null)
    return 'it could not be downloaded, and there is no C++ compiler (g++) to build it with.';
  if (findProgram('make') === null)
    return 'it could not be downloaded, and there is no make to build it with.';
  if (pythonWithPip() === null)
    return 'it could not be downloaded, and there is no python3 with pip to fetch its library.';
  return null;
}

/**
 * Whether this machine has an NVIDIA card with its driver, or ONSET_NVIDIA asks for its TensorFlow all the same: what is
 * set up on a cluster's first node trains on others.
 */
export const wantsNvidia = (env = process.env) =>
  Boolean(env.ONSET_NVIDIA) ||
  existsSync('/proc/driver/nvidia/version') ||
  findProgram('nvidia-smi', env) !== null;

/** @param {string} dir */
export const folderMegabytes = (dir) => Math.round(folderBytes(dir) / 1e6);

/** What vanishes while it is looked at counts as nothing. @param {string} path @returns {number} */
function folderBytes(path) {
  try {
    const stats = lstatSync(path);
    if (!stats.isDirectory()) return stats.size;
    return readdirSync(path).reduce((sum, name) => sum + folderBytes(join(path, name)), 0);
  } catch {
    return 0;
  }
}
