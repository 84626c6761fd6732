import { existsSync, rmSync } from 'node:fs';
import { inRoot, pinnedNode, readJson } from './paths.mjs';
import { hashOf, writeJson } from './stamp.mjs';

const STAMP = inRoot('out/.onset-build.json');
const OUTPUTS = [
  'out/node/cli.js',
  'out/node/engine.js',
  'out/shell/index.cjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];
const SOURCES = [
  'src-main',
  'src-renderer',
  'src-shared',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'vite.node.config.ts',
];
const isBuilt = (/** @type {string} */ path) => !/\.test\.tsx?$/.test(path);

/**
 * Electron's parts by electron-vite, the engine, its children and the command line by Vite.
 * @type {import('./steps.mjs').Step}
 */
export const build = {
  name: 'build',
  title: 'Build',
  isDone: () =>
    readJson(STAMP)?.sources === hashOf(inRoot(), SOURCES, isBuilt) &&
    OUTPUTS.every((file) => existsSync(inRoot(file))),
  async run({ exec }) {
    const sources = hashOf(inRoot(), SOURCES, isBuilt);
    rmSync(STAMP, { force: true });
    const vite = [inRoot('node_modules/vite/bin/vite.js'), 'build', '-c', 'vite.node.config.ts'];
    await exec(pinnedNode, vite, { what: 'engine and command line' });
    const electronVite = [inRoot('node_modules/electron-vite/bin/electron-vite.js'), 'build'];
    await exec(pinnedNode, electronVite, { what: 'window' });
    const missing = OUTPUTS.find((file) => !existsSync(inRoot(file)));
    if (missing !== undefined) throw new Error(`The build made no ${missing}.`);
    writeJson(STAMP, { sources });
    return 'out/';
  },
};
