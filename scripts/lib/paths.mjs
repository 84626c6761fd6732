import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root: everything the scripts touch lies below it or in the cache. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** What set-up itself writes: its lock and its log. */
export const setupDir = inRoot('.setup');

/** The Node that package.json pins; it is there after set-up. */
export const pinnedNode = inRoot('node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The folder a user typed relative paths in: npm changes to the project's root and keeps it in INIT_CWD. */
export const userCwd = () => (process.cwd() === root && process.env.INIT_CWD) || process.cwd();

/** The machine's kind; native packages and builds hold for one of them. */
export const machine = `${process.platform}-${process.arch}`;

/**
 * Where what is built once for every clone is kept.
 * @param {NodeJS.ProcessEnv} env @param {string} platform
 */
export function cacheDir(env = process.env, platform = process.platform) {
  if (env.ONSET_CACHE_DIR) return resolve(env.ONSET_CACHE_DIR);
  if (platform === 'win32')
    return join(env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'onset', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'onset');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'onset');
}

/**
 * The file a JSON document was parsed from may be missing or half written: then there is none.
 * @param {string} file
 */
export function readJson(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
