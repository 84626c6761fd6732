/** `npm run -s check:reference -- DIR`: runs the golden files in DIR against our own functions. */
import { inRoot, pinnedNode, userCwd } from './lib/paths.mjs';
import { runInPlace } from './lib/run.mjs';
import { ensureSetUp, runScript } from './lib/steps.mjs';

await runScript(async () => {
  await ensureSetUp({ stream: process.stderr, only: ['packages', 'node'] });
  return runInPlace(pinnedNode, [inRoot('scripts/check-reference.ts'), ...process.argv.slice(2)], {
    cwd: userCwd(),
  });
});
