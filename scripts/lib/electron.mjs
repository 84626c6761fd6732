import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, pinnedNode, readJson } from './paths.mjs';

const DOWNLOAD_LIMIT_MS = 10 * 60_000;
const NOT_HERE = 'could not be downloaded; the workbench opens in the browser instead';
const home = inRoot('node_modules/electron');

/**
 * The Electron program to open windows with: the one ELECTRON_EXEC_PATH names, else the package's own.
 * @returns {{ path: string } | { path: null, why: string }}
 */
export function findElectron(env = process.env) {
  const named = env.ELECTRON_EXEC_PATH;
  if (named)
    return existsSync(named)
      ? { path: named }
      : { path: null, why: `ELECTRON_EXEC_PATH names ${named}, which is not there` };
  const pathFile = join(home, 'path.txt');
  if (existsSync(pathFile)) {
    const path = join(home, 'dist', readFileSync(pathFile, 'utf8').trim());
    if (existsSync(path)) return { path };
  }
  return { path: null, why: 'the Electron program is not on this machine' };
}

/** Whether a window can appear. */
export const hasDisplay = (env = process.env, platform = process.platform) =>
  platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/**
 * Where the workbench opens, and why where it is not a window of its own.
 * @param {{ asked: '--headless' | '--port' | null, electron: ReturnType<typeof findElectron>, display: boolean }} found
 * @returns {{ host: 'window', path: string } | { host: 'serve', why: string }}
 */
export function chooseHost({ asked, electron, display }) {
  if (asked !== null) return { host: 'serve', why: `${asked} was asked for` };
  if (!display)
    return { host: 'serve', why: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
  if (electron.path === null) return { host: 'serve', why: electron.why };
  return { host: 'window', path: electron.path };
}

/**
 * Electron's program, which its package fetches on demand: tried once where a window could appear, here and
 * not at the start, which asks the network for nothing.
 * @type {import('./steps.mjs').Step}
 */
export const electronProgram = {
  name: 'electron',
  title: 'Electron',
  isDone({ electron }, { retry }) {
    if (!hasDisplay() || process.env.ELECTRON_EXEC_PATH || findElectron().path !== null) return true;
    return electron !== undefined && !retry;
  },
  describe: () => (hasDisplay() ? (findElectron().path ?? NOT_HERE) : 'left out, since there is no display'),
  async run({ state, exec }) {
    const end = await exec(pinnedNode, [join(home, 'install.js')], {
      mayFail: true,
      limitMs: DOWNLOAD_LIMIT_MS,
      what: `downloading ${readJson(join(home, 'package.json'))?.version}`,
    });
    const found = findElectron();
    state.electron = found.path === null ? { why: `its download ${end.how}` } : {};
    return found.path ?? NOT_HERE;
  },
};
