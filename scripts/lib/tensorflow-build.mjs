import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { npm } from './npm.mjs';
import { inRoot, machine, pinnedNode } from './paths.mjs';
import { fetchLibrary } from './tensorflow-wheels.mjs';
import { compiler } from './tools.mjs';

/** The Node-API version that tfjs-node 4.22 is built for. */
export const NAPI = 8;
const NODE_GYP = 'node-gyp@12.4.0';
/** What the binding loads, below `deps`; `nvidia` is there with a card's wheel. */
const KEPT = ['lib', 'nvidia'];

/**
 * Builds the binding of tfjs-node or tfjs-node-gpu against the wheel's library. The folder is there when all of it is.
 * Throws an Error that says which part failed.
 * @param {import('./steps.mjs').StepContext} step @param {import('./tensorflow-wheels.mjs').Wheel} wheel
 * @param {string} tfjsHome the package tfjs-node or tfjs-node-gpu
 * @param {string} entry the folder to make: lib/napi-v8/tfjs_binding.node, deps/lib and with a card's wheel deps/nvidia
 */
export async function buildBinding(step, wheel, tfjsHome, entry) {
  // Under the cache's lock: what lies here unfinished was left by a killed build.
  for (const name of readdirSync(dirname(entry))) {
    if (name.startsWith(`${basename(entry)}.`))
      rmSync(join(dirname(entry), name), { recursive: true, force: true });
  }
  const work = `${entry}.${process.pid}.tmp`;
  const source = join(work, 'source');
  mkdirSync(source, { recursive: true });
  try {
    await fetchLibrary(step, wheel, work, join(source, 'deps'));
    for (const part of ['binding', 'binding.gyp', 'package.json']) {
      cpSync(join(tfjsHome, part), join(source, part), { recursive: true });
    }
    await compile(step, work, source);
    const made = join(work, 'made');
    mkdirSync(join(made, 'deps'), { recursive: true });
    renameSync(join(source, 'lib'), join(made, 'lib'));
    for (const part of KEPT) {
      const from = join(source, 'deps', part);
      if (existsSync(from)) renameSync(from, join(made, 'deps', part));
    }
    renameSync(made, entry);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {import('./steps.mjs').StepContext} step @param {string} work @param {string} source */
async function compile(step, work, source) {
  const toolDir = join(work, 'tool');
  mkdirSync(toolDir);
  writeFileSync(join(toolDir, 'package.json'), '{}\n');
  const install = npm(['install', '--ignore-scripts', NODE_GYP, '--prefix', toolDir]);
  await step.exec(install.command, install.args, {
    shell: install.shell,
    cwd: toolDir,
    what: 'installing node-gyp',
  });
  const nodeDir = inRoot(`node_modules/node/node_modules/node-${machine}`);
  if (!existsSync(join(nodeDir, 'include/node/node_api.h')))
    throw new Error(`The headers of Node are not in ${nodeDir}.`);
  const gyp = [
    join(toolDir, 'node_modules/node-gyp/bin/node-gyp.js'),
    'rebuild',
    `--nodedir=${nodeDir}`,
    '-j',
    String(availableParallelism()),
    `--napi_build_version=${NAPI}`,
    '--module_name=tfjs_binding',
    `--module_path=${join(source, 'lib', `napi-v${NAPI}`)}`,
  ];
  await step.exec(pinnedNode, gyp, {
    cwd: source,
    env: { ...process.env, CXX: compiler() ?? 'g++' },
    what: 'compiling its binding',
  });
}
