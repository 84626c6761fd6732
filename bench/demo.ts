import { createHash } from 'node:crypto';
import type { Engine } from '#main/engine/engine.ts';
import { createRandom } from '#shared/base/random.ts';
import { defaultRunSpec, type RunSpec, type TaskKind } from '#shared/domain/run-spec.ts';
import { DEMO_SEED, say, withDemo } from './lib/demo-project.ts';
import { type FinishedRun, trainOnce } from './lib/demo-runs.ts';
import { ridgeInstead, scoreEmotions, scoreIntensities, type Truth } from './lib/demo-scores.ts';
import { type DemoRow, demoTable, median, passes } from './lib/demo-table.ts';
import type { DemoClip } from './lib/demo-truth.ts';
import { meanFrameDifferences } from './lib/frame-difference.ts';
import { machineInWords, README_FILE, RESULTS_FILE, writeSection } from './lib/results.ts';

/**
 * The demo project as a check of the whole program: what the default settings learn, and what nothing may learn.
 * Every run goes the way of the window: demo, import, freeze, train, predict. Keeps its table in bench/RESULTS.md
 * and the README; `--json` prints the figures as one document. Exit code 1 if a bound was missed.
 */
const TRAINING_SEEDS = [1, 2, 3];

type Changes = Partial<Pick<RunSpec, 'input' | 'target'>>;
/** Trains once for each seed. */
type Train = (task: TaskKind, title: string, changes?: Changes) => Promise<FinishedRun[]>;

function trainer(engine: Engine): Train {
  return async (task, title, changes = {}) => {
    const runs: FinishedRun[] = [];
    for (const seed of TRAINING_SEEDS) {
      const spec: RunSpec = { ...defaultRunSpec(task), backend: 'tfjs-node', ...changes, seed };
      runs.push(await trainOnce(engine, spec, (line) => say(`${title}, seed ${seed}: ${line}`)));
    }
    return runs;
  };
}

/** A neutral face: nothing has moved yet. */
const ONSET_ALONE: Changes = {
  input: { ...defaultRunSpec('emotion').input, framesPerClip: 1, window: 'onset', representation: 'grey' },
};

async function measureEmotion(engine: Engine, train: Train, clips: readonly DemoClip[]): Promise<DemoRow[]> {
  const truth: Truth<string> = new Map(clips.map(({ id, emotion }) => [id, emotion]));
  const learned = await train('emotion', 'Emotion');
  const onset = await train('emotion', 'Emotion from the onset frame', ONSET_ALONE);
  // Last of all: from now on the raters together count this one in.
  const permuted = await permuteLabels(engine, clips);
  const target = { from: 'rater', rater: permuted.rater } as const;
  const chance = await train('emotion', 'Emotion with labels permuted', { target });
  const row = (what: string, least: number, most: number, runs: FinishedRun[], true_ = truth): DemoRow => ({
    ...{ what, figure: 'UF1', least, most, seconds: runs.map(({ seconds }) => seconds) },
    values: runs.map((run) => scoreEmotions(run, true_)),
  });
  return [
    row('emotion, default settings', 0.6, 0.95, learned),
    row('emotion, labels permuted (control)', 0, 0.25, chance, permuted.truth),
    row('emotion, the onset frame alone (control)', 0, 0.35, onset),
  ];
}

async function measureIntensity(train: Train, clips: readonly DemoClip[]): Promise<DemoRow[]> {
  const truth: Truth<number> = new Map(clips.map(({ id, intensity }) => [id, intensity]));
  const learned = await train('intensity', 'Intensity');
  const onset = await train('intensity', 'Intensity from the onset frame', ONSET_ALONE);
  const features = new Map<number, readonly number[]>();
  const { input } = defaultRunSpec('intensity');
  for (const clip of clips) features.set(clip.id, await meanFrameDifferences(clip, input));
  const ridge = learned.map((run) => ridgeInstead(run, features));
  const row = (what: string, least: number, most: number, runs: FinishedRun[]): DemoRow => ({
    ...{ what, figure: 'CCC', least, most, seconds: runs.map(({ seconds }) => seconds) },
    values: runs.map((run) => scoreIntensities(run, truth)),
  });
  return [
    row('intensity, default settings', 0.6, 1, learned),
    row('intensity, the onset frame alone (control)', -1, 0.3, onset),
    row('intensity, ridge on the mean absolute frame difference (control)', -1, 0.4, ridge),
  ];
}

/** Gives every clip the emotion of another, by a rater of its own. */
async function permuteLabels(engine: Engine, clips: readonly DemoClip[]) {
  const { id: raterId, name } = await engine.call('raters.enter', { name: 'Permuted labels' });
  const shuffled = createRandom(DEMO_SEED).shuffle(clips);
  const truth = new Map<number, string>();
  for (const [i, { id: clipId }] of clips.entries()) {
    const emotion = shuffled[i]?.emotion ?? null;
    await engine.call('labels.set', { clipId, raterId, change: { emotion }, mergeKey: null });
    if (emotion !== null) truth.set(clipId, emotion);
  }
  return { rater: name, truth };
}

/** Tells data sets apart: the same on every machine for the same seed. */
function digestOf(clips: readonly DemoClip[]): string {
  const hash = createHash('sha256');
  for (const { name, media } of clips) hash.update(`${name} ${media.contentHash}\n`);
  return hash.digest('hex').slice(0, 16);
}

function keepResults(rows: readonly DemoRow[], digest: string): void {
  const table = demoTable(rows, TRAINING_SEEDS);
  const date = new Date().toISOString().slice(0, 10);
  const heading = `## demo\n\n\`npm run bench -- demo\`, ${date}, ${machineInWords()}. Demo seed ${DEMO_SEED} (frames ${digest}), native TensorFlow, default settings, 5 folds by subject; seconds are of one seed.`;
  writeSection(RESULTS_FILE, 'demo', `${heading}\n\n${table}`);
  writeSection(README_FILE, 'demo-table', `${README_WORDS}\n\n${table}`);
}

const README_WORDS =
  '`npm run bench -- demo` measures what the default settings learn of the demo, and that they learn nothing where there is nothing to learn: 5 folds by subject, native TensorFlow, three training seeds, figures pooled over the folds and held against what was really drawn (`truth.csv`), not against the raters. Seconds are of one seed.';

await withDemo(async (engine, clips) => {
  const train = trainer(engine);
  const intensity = await measureIntensity(train, clips);
  const rows = [...(await measureEmotion(engine, train, clips)), ...intensity];
  keepResults(rows, digestOf(clips));
  const asJson = rows.map((row) => ({ ...row, median: median(row.values), passed: passes(row) }));
  console.log(
    process.argv.includes('--json') ? JSON.stringify(asJson, null, 2) : demoTable(rows, TRAINING_SEEDS),
  );
  if (!rows.every(passes)) process.exitCode = 1;
});
