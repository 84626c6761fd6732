import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { acquireLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { cacheDir, inRoot, machine, pinnedNode, readJson } from './paths.mjs';
import { buildBinding, NAPI } from './tensorflow-build.mjs';
import { missingTools } from './tools.mjs';

/**
 * @typedef {{
 *   pkg: string, wheel: import('./tensorflow-wheels.mjs').Wheel, downloadFirst: boolean,
 * }} Native a native TensorFlow: its npm package, the wheel to build it from, and whether the package's own download
 *   is better than a build
 * @typedef {{ native: boolean, version?: string, from?: string, why?: string, lacksTools?: boolean }} Made what came of it
 */

const DOWNLOAD_LIMIT_MS = 15 * 60_000;

const homeOf = (/** @type {string} */ pkg) => inRoot('node_modules', pkg);
const nameOf = (/** @type {string} */ pkg) => pkg.replace('@tensorflow/', '');

/** @param {Native} of */
export const hasBinding = ({ pkg }) => existsSync(join(homeOf(pkg), `lib/napi-v${NAPI}/tfjs_binding.node`));

/**
 * Brings the package's native part: its own download, or a build from the Python wheel's library, made once for
 * every clone. Never throws.
 * @param {import('./steps.mjs').StepContext} step @param {Native} of
 * @returns {Promise<Made>}
 */
export async function makeNative(step, of) {
  const { pkg, wheel } = of;
  if (process.env.ONSET_SKIP_NATIVE) return { native: false, why: 'ONSET_SKIP_NATIVE is set.' };
  const tfjs = readJson(join(homeOf(pkg), 'package.json'));
  if (tfjs === null) return { native: false, why: `npm left ${pkg} out on this machine.` };

  const present = await probe(step, pkg);
  if (present.native) return { ...present, from: 'already there' };
  const entry = join(
    cacheDir(),
    `${nameOf(pkg)}-${tfjs.version}-tf-${wheel.version}-napi-${NAPI}-${machine}`,
  );
  if (existsSync(entry)) return fromCache(step, of, entry);
  const missing = missingTools();
  if (of.downloadFirst || missing !== null) {
    const downloaded = await tryDownload(step, pkg);
    if (downloaded.native) return { ...downloaded, from: 'downloaded' };
    if (missing !== null) return { native: false, why: missing, lacksTools: true };
    step.tell('its own download is out of reach');
  }
  step.tell(`building it with the library of ${wheel.name} ${wheel.version}`);
  return fromCache(step, of, entry);
}

/** @param {import('./steps.mjs').StepContext} step @param {Native} of @param {string} entry the build's folder in the cache */
async function fromCache(step, { pkg, wheel }, entry) {
  mkdirSync(cacheDir(), { recursive: true });
  const lock = await acquireLock(join(cacheDir(), 'lock'), {
    onWait: (pid) => step.tell(`waiting for process ${pid}, which builds it for another folder`),
  });
  try {
    if (existsSync(entry)) {
      link(pkg, entry);
      const loaded = await probe(step, pkg);
      if (loaded.native) return { ...loaded, from: `from ${entry}` };
      step.tell(`the build in the cache does not load; making it anew (${loaded.why})`);
      rmSync(entry, { recursive: true, force: true });
    }
    await buildBinding(step, wheel, homeOf(pkg), entry);
    link(pkg, entry);
    const loaded = await probe(step, pkg);
    if (loaded.native) return { ...loaded, from: `built into ${entry}` };
    // A library that brings a process down must not be found by the trainer.
    unlink(pkg);
    return loaded;
  } catch (error) {
    return {
      native: false,
      why: `${error.message.split('\n')[0]} (The whole output is in .setup/setup.log.)`,
    };
  } finally {
    lock.release();
  }
}

const PARTS = ['lib', 'deps'];

/** The package finds the build where it looks for its own. @param {string} pkg @param {string} entry */
function link(pkg, entry) {
  unlink(pkg);
  for (const part of PARTS) symlinkSync(join(entry, part), join(homeOf(pkg), part));
}

/** Takes away what the package would load. @param {string} pkg */
function unlink(pkg) {
  for (const part of PARTS) rmSync(join(homeOf(pkg), part), { recursive: true, force: true });
}

/**
 * Lets the package's own install script download its library; what a failed or killed attempt leaves behind
 * (a part of the library, a rewritten package.json) is taken away again.
 * @param {import('./steps.mjs').StepContext} step @param {string} pkg
 */
async function tryDownload(step, pkg) {
  const file = join(homeOf(pkg), 'package.json');
  const original = `${file}.original`;
  const undo = () => {
    unlink(pkg);
    if (existsSync(original)) renameSync(original, file);
  };
  undo();
  copyFileSync(file, `${original}.new`);
  renameSync(`${original}.new`, original);
  // package.json denies this script to a plain `npm ci`; here it is named, and its failure is expected.
  const { command, args, shell } = npm([
    'rebuild',
    pkg,
    '--ignore-scripts=false',
    '--dangerously-allow-all-scripts',
  ]);
  await step.exec(command, args, {
    shell,
    mayFail: true,
    limitMs: DOWNLOAD_LIMIT_MS,
    what: `trying the download of ${pkg}`,
  });
  const loaded = await probe(step, pkg);
  if (loaded.native) rmSync(original);
  else undo();
  return loaded;
}

/**
 * Whether the package loads and computes, asked in a process of its own: a library may bring it down.
 * @param {import('./steps.mjs').StepContext} step @param {string} pkg
 * @returns {Promise<Made>}
 */
async function probe(step, pkg) {
  const script = inRoot('scripts/lib/probe-tensorflow.mjs');
  const end = await step.exec(pinnedNode, [script, pkg], { mayFail: true, what: 'loading it' });
  const lastLine = end.tail.split('\n').at(-1) ?? '';
  if (end.ok) return { native: true, version: lastLine };
  return { native: false, why: end.how.includes('code') ? lastLine : `its process ${end.how}.` };
}
