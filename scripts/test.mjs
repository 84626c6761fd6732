/** `npm test [-- check unit integration e2e]`: all of the tests or those parts; the last line counts them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './lib/checks.mjs';
import { planE2e } from './lib/e2e.mjs';
import { inRoot, pinnedNode, readJson, root } from './lib/paths.mjs';
import { runInPlace } from './lib/run.mjs';
import { ensureSetUp, runScript } from './lib/steps.mjs';
import { exitCodeOf, readPlaywright, summary, tallyOf } from './lib/tally.mjs';

const RUNNERS = {
  check: runChecks,
  unit: () => runVitest('unit'),
  integration: () => runVitest('integration'),
  e2e: runPlaywright,
};

await runScript(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((part) => !Object.hasOwn(RUNNERS, part));
  if (unknown.length > 0) {
    console.error(
      `There is no part "${unknown[0]}" of the tests. There are: ${Object.keys(RUNNERS).join(', ')}.`,
    );
    return 2;
  }
  await ensureSetUp({ stream: process.stderr });
  const tallies = [];
  for (const [part, run] of Object.entries(RUNNERS)) {
    if (asked.length > 0 && !asked.includes(part)) continue;
    console.log(`\n== ${part}`);
    tallies.push(await run());
  }
  console.log(`\n${summary(tallies).join('\n')}`);
  return exitCodeOf(tallies, Boolean(process.env.CI));
});

/** @param {'unit' | 'integration'} project */
function runVitest(project) {
  return withReportFile(async (file) => {
    const reporters = ['--reporter=default', `--reporter=${inRoot('scripts/lib/vitest-tally.mjs')}`];
    const args = [inRoot('node_modules/vitest/vitest.mjs'), 'run', '--project', project, ...reporters];
    const code = await runInPlace(pinnedNode, args, {
      cwd: root,
      env: { ...process.env, ONSET_TALLY_FILE: file },
    });
    return tallyOf(project, readJson(file), code);
  });
}

async function runPlaywright() {
  const plan = planE2e();
  if ('why' in plan) return { part: 'e2e', passed: 0, failed: [plan.why], skipped: [] };
  return withReportFile(async (file) => {
    const env = { ...plan.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    const code = await runInPlace(plan.command, plan.args, { cwd: root, env });
    return tallyOf('e2e', readPlaywright(readJson(file)), code);
  });
}

/** @template T @param {(file: string) => Promise<T>} body */
async function withReportFile(body) {
  const dir = mkdtempSync(join(tmpdir(), 'onset-test-'));
  try {
    return await body(join(dir, 'report.json'));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
