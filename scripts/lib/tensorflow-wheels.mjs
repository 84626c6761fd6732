import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { folderMegabytes, pythonWithPip } from './tools.mjs';

/**
 * @typedef {{ name: string, version: string, extra: string | null, megabytes: number }} Wheel a Python package with
 *   TensorFlow's C library; `extra`: its optional part that names the CUDA libraries; `megabytes` to download, all in all
 */

const VERSION = '2.15.1';
/** The libraries are the same for each Python; the wheel's name is not. */
const PYTHON = '3.11';

/** The Python packages whose C library tfjs-node and tfjs-node-gpu 4.22 build and run with. */
export const WHEELS = {
  processor: /** @type {Wheel} */ ({ name: 'tensorflow-cpu', version: VERSION, extra: null, megabytes: 207 }),
  card: /** @type {Wheel} */ ({ name: 'tensorflow', version: VERSION, extra: 'and-cuda', megabytes: 2_336 }),
};

const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
/** The names tfjs-node links to and loads, and what they are in the wheel. */
const LINKS = {
  'libtensorflow.so': LIBRARIES[0],
  'libtensorflow.so.2.9.1': LIBRARIES[0],
  'libtensorflow_framework.so': LIBRARIES[1],
};

/** XLA's compiler, which tfjs-node never calls. */
const NOT_NEEDED = ['nvidia-cuda-nvcc-cu12'];

/**
 * What the wheel's metadata asks for in its optional part `extra`, as `name==version`, but what is not needed.
 * @param {string} metadata @param {string} extra
 */
export function requirementsOf(metadata, extra) {
  const asked = [...metadata.matchAll(/^Requires-Dist: *([\w.-]+) *\(?==([\w.]+)\)? *; *(.*)$/gm)];
  return asked
    .filter(([, name, , marker]) => marker === `extra == '${extra}'` && !NOT_NEEDED.includes(name ?? ''))
    .map(([, name, version]) => `${name}==${version}`);
}

/** Python's own zip reader: of the wheel's files those below a folder that match a pattern. */
const UNPACK = `
import fnmatch, sys, zipfile
wheel, target, *patterns = sys.argv[1:]
with zipfile.ZipFile(wheel) as z:
    z.extractall(target, [n for n in z.namelist() if any(fnmatch.fnmatch(n, p) for p in patterns)])
`;

/**
 * Makes `deps` as tfjs-node expects it: `include`, `lib`; with a card's wheel also `nvidia/PART/lib`, where
 * TensorFlow's own run path finds CUDA's libraries (`$ORIGIN/../nvidia/PART/lib`).
 * @param {import('./steps.mjs').StepContext} step @param {Wheel} wheel @param {string} work an empty folder @param {string} deps
 */
export async function fetchLibrary(step, wheel, work, deps) {
  const unpacked = join(work, 'unpacked');
  await fetchWheel(step, wheel, `${wheel.name}==${wheel.version}`, work, unpacked, [
    'tensorflow/include/*',
    ...LIBRARIES.map((name) => `tensorflow/${name}`),
    '*.dist-info/METADATA',
  ]);
  if (wheel.extra !== null) {
    for (const requirement of requirementsOf(readMetadata(unpacked), wheel.extra))
      await fetchWheel(step, wheel, requirement, work, deps, ['nvidia/*/lib/*.so*']);
  }
  layOut(join(unpacked, 'tensorflow'), deps);
}

/** @param {string} unpacked */
function readMetadata(unpacked) {
  const info = readdirSync(unpacked).find((name) => name.endsWith('.dist-info'));
  if (info === undefined) throw new Error('The wheel has no metadata.');
  return readFileSync(join(unpacked, info, 'METADATA'), 'utf8');
}

/**
 * Puts the wheel's headers and libraries where the binding looks for them.
 * @param {string} unpacked the wheel's folder `tensorflow` @param {string} deps
 */
export function layOut(unpacked, deps) {
  const libraries = join(deps, 'lib');
  mkdirSync(libraries, { recursive: true });
  renameSync(join(unpacked, 'include'), join(deps, 'include'));
  for (const name of LIBRARIES) renameSync(join(unpacked, name), join(libraries, name));
  for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, join(libraries, name));
}

/**
 * @param {import('./steps.mjs').StepContext} step @param {Wheel} wheel @param {string} requirement
 * @param {string} work @param {string} target @param {string[]} patterns
 */
async function fetchWheel(step, wheel, requirement, work, target, patterns) {
  const python = pythonWithPip();
  if (python === null) throw new Error('python3 with pip is gone.');
  const downloads = join(work, 'downloads');
  mkdirSync(downloads, { recursive: true });
  const options = ['--no-deps', '--only-binary=:all:', '--python-version', PYTHON, '--no-cache-dir'];
  const all = wheel.extra === null ? `${wheel.megabytes} MB` : `${wheel.megabytes} MB in all`;
  await step.exec(
    python,
    ['-m', 'pip', 'download', ...options, '--progress-bar=off', '-d', downloads, requirement],
    {
      // pip downloads into its temporary folder first: here its growth can be seen.
      env: { ...process.env, TMPDIR: downloads },
      what: `downloading ${requirement}`,
      detail: () => `${folderMegabytes(downloads)} of ${all}`,
    },
  );
  const file = readdirSync(downloads).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error(`pip downloaded no wheel of ${requirement}.`);
  await step.exec(python, ['-c', UNPACK, join(downloads, file), target, ...patterns], {
    what: `unpacking ${requirement}`,
  });
  rmSync(downloads, { recursive: true, force: true });
}
