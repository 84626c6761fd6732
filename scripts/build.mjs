/** `npm run build`: builds anew whatever changed or not. */
import { ensureSetUp, runScript } from './lib/steps.mjs';

await runScript(async () => {
  await ensureSetUp({ stream: process.stdout, only: ['packages', 'node', 'build'], again: ['build'] });
});
