/** `npm run bench -- NAME …`: runs bench/NAME.ts on the pinned Node. */
import { existsSync, readdirSync } from 'node:fs';
import { inRoot, pinnedNode, userCwd } from './lib/paths.mjs';
import { runInPlace } from './lib/run.mjs';
import { ensureSetUp, runScript } from './lib/steps.mjs';

await runScript(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const file = inRoot('bench', `${name}.ts`);
  if (!/^[\w-]+$/.test(name) || !existsSync(file)) {
    const names = readdirSync(inRoot('bench')).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'));
    console.error(
      `There is no benchmark "${name}". There are: ${names.map((f) => f.slice(0, -3)).join(', ')}.`,
    );
    return 2;
  }
  await ensureSetUp({ stream: process.stderr });
  return runInPlace(pinnedNode, [file, ...args], { cwd: userCwd() });
});
