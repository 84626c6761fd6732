/** `npm run setup`: everything a fresh clone needs, step by step; what is there already stays. */
import { seconds } from './lib/progress.mjs';
import { ensureSetUp, runScript } from './lib/steps.mjs';

await runScript(async () => {
  const { didSomething } = await ensureSetUp({ stream: process.stdout, retry: true });
  const took = seconds(performance.now());
  console.log(
    didSomething
      ? `Onset is set up (${took}). Start it with: npm start`
      : `Onset is set up: nothing to do (${took}).`,
  );
});
