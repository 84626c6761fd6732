import { findBrowser } from './browser.mjs';
import { findElectron, hasDisplay } from './electron.mjs';
import { inRoot, pinnedNode } from './paths.mjs';
import { findProgram } from './tools.mjs';

const XVFB = ['-a', '-s', '-screen 0 1600x1000x24'];

/**
 * How to run Playwright here. Its config and specs read ONSET_CHROMIUM (a browser other than Playwright's),
 * ELECTRON_EXEC_PATH (set only if Electron can open a window) and ONSET_NO_ELECTRON (else: why not).
 * @returns {{ command: string, args: string[], env: NodeJS.ProcessEnv } | { why: string }}
 */
export function planE2e(env = process.env) {
  const browser = findBrowser();
  if (browser.kind === 'none') return { why: browser.why };
  const electron = planElectron(env);
  const playwright = [inRoot('node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json'];
  const { ELECTRON_EXEC_PATH: _, ONSET_CHROMIUM: __, ...rest } = env;
  return {
    command: electron.xvfb ? 'xvfb-run' : pinnedNode,
    args: electron.xvfb ? [...XVFB, pinnedNode, ...playwright] : playwright,
    env: {
      ...rest,
      ...(browser.kind === 'system' ? { ONSET_CHROMIUM: browser.path } : {}),
      ...('path' in electron ? { ELECTRON_EXEC_PATH: electron.path } : { ONSET_NO_ELECTRON: electron.why }),
    },
  };
}

/** @param {NodeJS.ProcessEnv} env @returns {{ xvfb: boolean, path: string } | { xvfb: false, why: string }} */
function planElectron(env) {
  const electron = findElectron(env);
  if (electron.path === null) return { xvfb: false, why: electron.why };
  if (hasDisplay(env)) return { xvfb: false, path: electron.path };
  if (findProgram('xvfb-run') !== null) return { xvfb: true, path: electron.path };
  return { xvfb: false, why: 'there is neither a display nor xvfb-run' };
}
