import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createEngine } from '#main/engine/engine.ts';
import { createRandom } from '#shared/base/random.ts';
import { taskId } from '#shared/domain/ids.ts';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { type DrillOutcome, killDrill, type Victim } from './lib/kill-drill.ts';
import { machineInWords, RESULTS_FILE, writeSection } from './lib/results.ts';

/**
 * Kills the trainer and the engine in turn (kill -9, real processes, the demo project) while runs train, and resumes
 * them: they must end in the figures of a run nobody killed, and nothing else of the project may be lost. Keeps its
 * table in bench/RESULTS.md; `--json` prints the outcome as one document. Exit code 1 if a bound was missed.
 */
const KILLS = 20;
const LONGEST_SITTING_MS = 6000;
const GREATEST_DISTANCE = 1e-3;
const DEMO_SEED = 1;

const spec: RunSpec = {
  ...defaultRunSpec('emotion'),
  split: { kind: 'kfold', folds: 3 },
  epochs: 8,
};

interface Result extends DrillOutcome {
  readonly integrity: string;
}

async function measure(folder: string): Promise<Result> {
  const dir = join(folder, 'project');
  const configDir = join(folder, 'config');
  const engine = createEngine({ host: 'in-process', configDir });
  await engine.call('projects.demo', { dir, seed: DEMO_SEED, taskId: taskId.parse('bench-kills') });
  await engine.close();
  const outcome = await killDrill({
    ...{ dir, configDir, spec, kills: KILLS, longestSittingMs: LONGEST_SITTING_MS },
    random: createRandom(Date.now()),
    say: (line) => process.stderr.write(`${line}\n`),
  });
  return { ...outcome, integrity: integrityOf(join(dir, 'catalog.sqlite')) };
}

/** SQLite's own full check. */
function integrityOf(file: string): string {
  const db = new Database(file, { readonly: true });
  try {
    return String(db.pragma('integrity_check', { simple: true }));
  } finally {
    db.close();
  }
}

function passes(result: Result): boolean {
  return (
    result.figuresOff <= GREATEST_DISTANCE &&
    result.predictionsOff <= GREATEST_DISTANCE &&
    result.epochsOff + result.epochsRepeated + result.labelsLost === 0 &&
    result.restUnchanged &&
    result.integrity === 'ok'
  );
}

function toTable(result: Result): string {
  const killed = (victim: Victim) => {
    const own = result.kills.filter((kill) => kill.victim === victim);
    const counts = Map.groupBy(own, ({ during }) => during);
    const inWords = [...counts].map(([status, kills]) => `${kills.length} ${status}`);
    return `${own.length} (${inWords.join(', ')})`;
  };
  const rows: [string, string | number][] = [
    ['kills of the trainer (during)', killed('trainer')],
    ['kills of the engine (during)', killed('engine')],
    ['runs resumed until they were done', result.runs],
    ['greatest distance of a figure (bound 1e-3)', result.figuresOff.toExponential(1)],
    ["greatest distance of a clip's probability (bound 1e-3)", result.predictionsOff.toExponential(1)],
    ['epochs told and trained again', result.epochsRepeated],
    ['epochs missing or twice in a history', result.epochsOff],
    ['labels set just before a kill and lost', result.labelsLost],
    ['clips, raters, other labels, the former run', result.restUnchanged ? 'unchanged' : 'CHANGED'],
    ["SQLite's integrity check", result.integrity],
  ];
  return ['| | |', '| --- | --- |', ...rows.map(([what, value]) => `| ${what} | ${value} |`)].join('\n');
}

const folder = await mkdtemp(join(tmpdir(), 'onset-bench-kills-'));
try {
  const result = await measure(folder);
  const table = toTable(result);
  const date = new Date().toISOString().slice(0, 10);
  const heading = `## kills\n\n\`npm run bench -- kills\`, ${date}, ${machineInWords()}. ${KILLS} times kill -9 at random moments, of trainer and engine in turn, and Resume after each: the demo (seed ${DEMO_SEED}), ${spec.task}, 3 folds of ${spec.epochs} epochs, backend ${result.backend}.`;
  writeSection(RESULTS_FILE, 'kills', `${heading}\n\n${table}`);
  console.log(process.argv.includes('--json') ? JSON.stringify(result, null, 2) : table);
  if (!passes(result)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
