import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '#shared/base/random.ts';
import { type DrillOutcome, labelDrill } from './lib/label-drill/drill.ts';
import { machineInWords, RESULTS_FILE, writeSection } from './lib/results.ts';

/**
 * Four people label through an engine (a real process) as fast as it answers, one of them adjudicating, while bundles of
 * a fifth are merged; it is killed (kill -9) at random moments, and each time everything is looked through. Keeps its
 * table in bench/RESULTS.md; `--json` prints the outcome as one document. Exit code 1 if anything was lost.
 */
const KILLS = 100;
const LONGEST_SITTING_MS = 700;
const BUNDLES = 60;

function passes(outcome: DrillOutcome): boolean {
  const { missing, halfWritten, wrongAnswers, problems } = outcome;
  const wrong = [missing, halfWritten, wrongAnswers, problems].flat();
  return outcome.kills === KILLS && outcome.whole === KILLS && wrong.length === 0;
}

function toTable(outcome: DrillOutcome): string {
  const { set, trace, undo, redo, merge } = outcome.acknowledged;
  const rows: [string, string | number][] = [
    ['kills', outcome.kills],
    ['labels set and acknowledged', set],
    ['traces, undos, redos, merged bundles acknowledged', `${trace}, ${undo}, ${redo}, ${merge}`],
    ['acknowledged and missing', outcome.missing.length],
    ['half written', outcome.halfWritten.length],
    ['answers that were not what was set', outcome.wrongAnswers.length],
    ['in flight at a kill: there whole, not there', `${outcome.inFlight.kept}, ${outcome.inFlight.dropped}`],
    ['kills after which the catalog passed every check', outcome.whole],
    ['undo steps walked back and forth at the end', outcome.stepsWalked],
  ];
  return ['| | |', '| --- | --- |', ...rows.map(([what, value]) => `| ${what} | ${value} |`)].join('\n');
}

const folder = await mkdtemp(join(tmpdir(), 'onset-bench-label-kills-'));
try {
  const outcome = await labelDrill({
    ...{ dir: join(folder, 'study'), kills: KILLS, longestSittingMs: LONGEST_SITTING_MS, bundles: BUNDLES },
    random: createRandom(Date.now()),
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const table = toTable(outcome);
  const date = new Date().toISOString().slice(0, 10);
  const heading = `## label-kills\n\n\`npm run bench -- label-kills\`, ${date}, ${machineInWords()}. Four people label through the engine as fast as it answers, one of them adjudicating, while bundles of a fifth are merged; kill -9 at random moments.`;
  writeSection(RESULTS_FILE, 'label-kills', `${heading}\n\n${table}`);
  const wrong = [outcome.missing, outcome.halfWritten, outcome.wrongAnswers, outcome.problems].flat();
  process.stdout.write(
    process.argv.includes('--json')
      ? `${JSON.stringify({ ...outcome, passes: passes(outcome) })}\n`
      : `${[table, ...wrong].join('\n')}\n`,
  );
  if (!passes(outcome)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
