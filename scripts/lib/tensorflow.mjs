import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { acquireLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { cacheDir, inRoot, machine, pinnedNode, readJson } from './paths.mjs';
import { buildBinding, NAPI, WHEEL } from './tensorflow-build.mjs';
import { hasNvidia, missingTools } from './tools.mjs';

const CPU = '@tensorflow/tfjs-node';
const GPU = '@tensorflow/tfjs-node-gpu';
const DOWNLOAD_LIMIT_MS = 15 * 60_000;

const homeOf = (/** @type {string} */ pkg) => inRoot('node_modules', pkg);
const hasBinding = () => existsSync(join(homeOf(CPU), `lib/napi-v${NAPI}/tfjs_binding.node`));

/**
 * Native TensorFlow: the package's own download where it is reachable, else a build from the Python wheel's
 * library, made once for every clone. Never a reason to stop: without it training runs in WebAssembly.
 * @type {import('./steps.mjs').Step}
 */
export const tensorflow = {
  name: 'tensorflow',
  title: 'Native TensorFlow',
  isDone({ tensorflow: made }, { retry }) {
    if (!made) return false;
    if (made.native) return hasBinding();
    // A tool that was missing may be there now; the network is asked again by `npm run setup` alone.
    return !retry && (!made.lacksTools || missingTools() !== null);
  },
  async run(step) {
    const made = await makeNative(step);
    if (hasNvidia()) made.gpu = await tryDownload(step, GPU);
    step.state.tensorflow = made;
    return describe(made);
  },
  describe: (state) => describe(state.tensorflow),
};

/** @param {{ native: boolean, version?: string, from?: string, why?: string }} made */
const describe = ({ native, version, from, why }) =>
  native ? `${version}, ${from}` : `training will use WebAssembly: ${why}`;

/**
 * @param {import('./steps.mjs').StepContext} step
 * @returns {Promise<{ native: boolean, version?: string, from?: string, why?: string, lacksTools?: boolean, gpu?: object }>}
 */
async function makeNative(step) {
  if (process.env.ONSET_SKIP_NATIVE) return { native: false, why: 'ONSET_SKIP_NATIVE is set.' };
  const tfjs = readJson(join(homeOf(CPU), 'package.json'));
  if (tfjs === null) return { native: false, why: `npm left ${CPU} out on this machine.` };

  const present = await probe(step, CPU);
  if (present.native) return { ...present, from: 'already there' };
  const entry = join(cacheDir(), `tfjs-node-${tfjs.version}-tf-${WHEEL.version}-napi-${NAPI}-${machine}`);
  if (existsSync(entry)) return fromCache(step, entry);
  const downloaded = await tryDownload(step, CPU);
  if (downloaded.native) return { ...downloaded, from: 'downloaded' };
  const missing = missingTools();
  if (missing !== null) return { native: false, why: missing, lacksTools: true };
  step.tell(
    `its own download is out of reach; building it with the library of ${WHEEL.name} ${WHEEL.version}`,
  );
  return fromCache(step, entry);
}

/** @param {import('./steps.mjs').StepContext} step @param {string} entry the build's folder in the cache */
async function fromCache(step, entry) {
  mkdirSync(cacheDir(), { recursive: true });
  const lock = await acquireLock(join(cacheDir(), 'lock'), {
    onWait: (pid) => step.tell(`waiting for process ${pid}, which builds it for another folder`),
  });
  try {
    if (existsSync(entry)) {
      link(entry);
      const loaded = await probe(step, CPU);
      if (loaded.native) return { ...loaded, from: `from ${entry}` };
      step.tell(`the build in the cache does not load; making it anew (${loaded.why})`);
      rmSync(entry, { recursive: true, force: true });
    }
    await buildBinding(step, homeOf(CPU), entry);
    link(entry);
    const loaded = await probe(step, CPU);
    if (loaded.native) return { ...loaded, from: `built into ${entry}` };
    // A library that brings a process down must not be found by the trainer.
    unlink();
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

/** The package finds the build where it looks for its own. @param {string} entry */
function link(entry) {
  unlink();
  for (const part of PARTS) symlinkSync(join(entry, part), join(homeOf(CPU), part));
}

/** Takes away what the package would load. */
function unlink(pkg = CPU) {
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
  if (!existsSync(file)) return { native: false, why: `npm left ${pkg} out on this machine.` };
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
 */
async function probe(step, pkg) {
  const script = inRoot('scripts/lib/probe-tensorflow.mjs');
  const end = await step.exec(pinnedNode, [script, pkg], { mayFail: true, what: 'loading it' });
  const lastLine = end.tail.split('\n').at(-1) ?? '';
  if (end.ok) return { native: true, version: lastLine };
  return { native: false, why: end.how.includes('code') ? lastLine : `its process ${end.how}.` };
}
