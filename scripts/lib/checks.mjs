import { spawn } from 'node:child_process';
import { inRoot, pinnedNode, root } from './paths.mjs';

const tool = (/** @type {string} */ path) => inRoot('node_modules', path);
const types = (/** @type {string} */ part) => ({
  name: `types of ${part}`,
  args: [tool('typescript/bin/tsc'), '-p', `tsconfig.${part}.json`, '--pretty', 'false'],
});

/** One line of `npm run check` each; every one is JavaScript and runs on the pinned Node. */
const CHECKERS = [
  types('main'),
  types('renderer'),
  types('shared'),
  types('preload'),
  types('e2e'),
  { name: 'lint and format', args: [tool('@biomejs/biome/bin/biome'), 'check'] },
  {
    name: 'rooms',
    args: [tool('dependency-cruiser/bin/dependency-cruiser.mjs'), 'src-main', 'src-renderer', 'src-shared'],
  },
  { name: 'unused code', args: [tool('knip/bin/knip.js')] },
];
const AT_ONCE = 2;

/**
 * Runs every checker, prints one line each and what the failing ones found.
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function runChecks() {
  const waiting = [...CHECKERS];
  /** @type {import('./tally.mjs').Tally} */
  const tally = { part: 'check', passed: 0, failed: [], skipped: [] };
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { code, output } = await capture(next.args);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${next.name}`);
      if (code === 0) tally.passed += 1;
      else {
        tally.failed.push(next.name);
        console.log(output.trim());
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return tally;
}

/** @param {string[]} args @returns {Promise<{ code: number, output: string }>} */
function capture(args) {
  const child = spawn(pinnedNode, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {Buffer[]} */
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }),
    );
  });
}
