import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { inRoot, machine, pinnedNode, readJson } from './paths.mjs';
import { hashOf } from './stamp.mjs';

const lockHash = () => `${machine} ${hashOf(inRoot(), ['package-lock.json'])}`;

/**
 * The packages of package-lock.json, without their install scripts: those compile or download what this
 * project takes from elsewhere or does not need.
 * @type {import('./steps.mjs').Step}
 */
export const packages = {
  name: 'packages',
  title: 'Packages (npm ci)',
  isDone: (state) => state.packages === lockHash(),
  async run({ state, exec }) {
    const { command, args, shell } = npm(['ci', '--ignore-scripts']);
    await exec(command, args, { shell, what: 'installing', detail: unpacked });
    state.packages = lockHash();
    return 'as package-lock.json says';
  },
};

/** npm makes all folders at first and fills them as packages arrive. */
function unpacked() {
  const home = inRoot('node_modules');
  const names = existsSync(home) ? readdirSync(home).filter((name) => /^[^.@]/.test(name)) : [];
  const filled = names.filter((name) => existsSync(join(home, name, 'package.json')));
  return `${filled.length} of ${names.length}`;
}

/**
 * The Node that package.json pins: the npm package `node` fetches the program for this machine when rebuilt.
 * @type {import('./steps.mjs').Step}
 */
export const node = {
  name: 'node',
  title: 'The pinned Node',
  isDone: (state) => state.node === pinnedVersion() && existsSync(pinnedNode),
  async run({ state, exec }) {
    const version = pinnedVersion();
    if (versionOfPinned() !== version) {
      // npm takes what an interrupted attempt left half unpacked for installed.
      for (const part of ['node_modules', 'bin']) {
        rmSync(inRoot('node_modules/node', part), { recursive: true, force: true });
      }
      const { command, args, shell } = npm(['rebuild', 'node', '--ignore-scripts=false']);
      await exec(command, args, { shell, what: `downloading ${version}` });
      const got = versionOfPinned();
      if (got !== version) throw new Error(`node_modules/node should be Node ${version} and is ${got}.`);
    }
    state.node = version;
    return version;
  },
};

const pinnedVersion = () => readJson(inRoot('package.json')).dependencies.node;

function versionOfPinned() {
  try {
    return execFileSync(pinnedNode, ['--version'], { encoding: 'utf8', timeout: 30_000 })
      .trim()
      .replace(/^v/, '');
  } catch {
    return 'none that starts';
  }
}
