/** `npm run check`: types, lint, rooms and unused code; all of them run, then it says what failed. */
import { runChecks } from './lib/checks.mjs';
import { ensureSetUp, runScript } from './lib/steps.mjs';

await runScript(async () => {
  await ensureSetUp({ stream: process.stderr, only: ['packages', 'node'] });
  const { passed, failed } = await runChecks();
  console.log(failed.length === 0 ? `All ${passed} checks passed.` : `Failed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
});
