/** `npm run -s onset -- COMMAND`: the command line on the pinned Node. Its stdout is the command's alone. */
import { inRoot, pinnedNode, userCwd } from './lib/paths.mjs';
import { runInPlace } from './lib/run.mjs';
import { ensureSetUp, runScript } from './lib/steps.mjs';

await runScript(async () => {
  await ensureSetUp({ stream: process.stderr });
  return runInPlace(pinnedNode, [inRoot('out/node/cli.js'), ...process.argv.slice(2)], { cwd: userCwd() });
});
