import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { npm } from './npm.mjs';
import { inRoot, machine, pinnedNode } from './paths.mjs';
import { compiler, folderMegabytes, pythonWithPip } from './tools.mjs';

/** The Python package whose C library tfjs-node 4.22 builds and runs with. */
export const WHEEL = { name: 'tensorflow-cpu', version: '2.15.1', python: '3.11', megabytes: 207 };
/** The Node-API version that tfjs-node 4.22 is built for. */
export const NAPI = 8;
const NODE_GYP = 'node-gyp@12.4.0';
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
/** The names tfjs-node links to and loads, and what they are in the wheel. */
const LINKS = {
  'libtensorflow.so': LIBRARIES[0],
  'libtensorflow.so.2.9.1': LIBRARIES[0],
  'libtensorflow_framework.so': LIBRARIES[1],
};
/** Python's own zip reader: headers and the two libraries only, a tenth of the wheel's files by size. */
const UNPACK = `
import sys, zipfile
wheel, target, *libraries = sys.argv[1:]
with zipfile.ZipFile(wheel) as z:
    wanted = [n for n in z.namelist() if n.startswith('tensorflow/include/') or n[len('tensorflow/'):] in libraries]
    z.extractall(target, wanted)
`;

/**
 * Builds tfjs-node's binding against the wheel's library. The folder is there when all of it is.
 * Throws an Error that says which part failed.
 * @param {import('./steps.mjs').StepContext} step @param {string} tfjsHome the package tfjs-node
 * @param {string} entry the folder to make: lib/napi-v8/tfjs_binding.node and deps/lib
 */
export async function buildBinding(step, tfjsHome, entry) {
  // Under the cache's lock: what lies here unfinished was left by a killed build.
  for (const name of readdirSync(dirname(entry))) {
    if (name.startsWith(`${basename(entry)}.`))
      rmSync(join(dirname(entry), name), { recursive: true, force: true });
  }
  const work = `${entry}.${process.pid}.tmp`;
  const source = join(work, 'source');
  mkdirSync(source, { recursive: true });
  try {
    await fetchLibrary(step, work, source);
    for (const part of ['binding', 'binding.gyp', 'package.json']) {
      cpSync(join(tfjsHome, part), join(source, part), { recursive: true });
    }
    await compile(step, work, source);
    const made = join(work, 'made');
    mkdirSync(join(made, 'deps'), { recursive: true });
    renameSync(join(source, 'lib'), join(made, 'lib'));
    renameSync(join(source, 'deps/lib'), join(made, 'deps/lib'));
    renameSync(made, entry);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {import('./steps.mjs').StepContext} step @param {string} work @param {string} source */
async function fetchLibrary(step, work, source) {
  const python = pythonWithPip();
  if (python === null) throw new Error('python3 with pip is gone.');
  const options = ['--no-deps', '--only-binary=:all:', '--python-version', WHEEL.python, '--no-cache-dir'];
  await step.exec(
    python,
    [
      '-m',
      'pip',
      'download',
      ...options,
      '--progress-bar=off',
      '-d',
      work,
      `${WHEEL.name}==${WHEEL.version}`,
    ],
    {
      // pip downloads into its temporary folder first: here its growth can be seen.
      env: { ...process.env, TMPDIR: work },
      what: 'downloading its library',
      detail: () => `${folderMegabytes(work)} of ${WHEEL.megabytes} MB`,
    },
  );
  const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip downloaded no wheel.');
  await step.exec(python, ['-c', UNPACK, join(work, wheel), work, ...LIBRARIES], {
    what: 'unpacking its library',
  });
  const libraries = join(source, 'deps/lib');
  mkdirSync(libraries, { recursive: true });
  renameSync(join(work, 'tensorflow/include'), join(source, 'deps/include'));
  for (const name of LIBRARIES) renameSync(join(work, 'tensorflow', name), join(libraries, name));
  for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, join(libraries, name));
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
