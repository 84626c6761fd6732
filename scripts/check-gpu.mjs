/**
 * `npm run check:gpu`, for a machine with a graphics card: on every GPU backend it finds compares gradients with
 * plain JavaScript's and prints how many clips it learns from in a second. Exit code 1 if one is wrong or crashes, 0
 * else, also where there is none.
 */
import { inRoot, pinnedNode, root } from './lib/paths.mjs';
import { runInPlace } from './lib/run.mjs';
import { ensureSetUp, runScript } from './lib/steps.mjs';

const GPU_BACKENDS = ['tfjs-node-gpu', 'webgpu'];
const NOT_THERE = 3;

await runScript(async () => {
  await ensureSetUp({ stream: process.stderr });
  /** @type {{ name: string, code: number }[]} */
  const outcomes = [];
  // Each in a process of its own: a crash of one is no word on the other.
  for (const name of GPU_BACKENDS) outcomes.push({ name, code: await check(name) });
  const there = outcomes.filter(({ code }) => code !== NOT_THERE);
  if (there.length === 0) {
    console.log('No GPU backend works on this machine: nothing was checked. See: npm run -s onset -- doctor');
    return 0;
  }
  console.log('For comparison, the processor:');
  await check('tfjs-node', '--speed');
  const wrong = there.filter(({ code }) => code !== 0);
  for (const { name, code } of wrong) console.log(`${name} FAILED (exit code ${code}).`);
  return wrong.length === 0 ? 0 : 1;
});

/** Gives the exit code. @param {string[]} args */
function check(...args) {
  return runInPlace(pinnedNode, [inRoot('scripts/check-gpu.ts'), ...args], { cwd: root });
}
