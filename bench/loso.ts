import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { DEMO_SEED, say, withDemo } from './lib/demo-project.ts';
import { trainOnce } from './lib/demo-runs.ts';
import { scoreEmotions, scoreIntensities } from './lib/demo-scores.ts';
import { machineInWords, RESULTS_FILE, writeSection } from './lib/results.ts';

/**
 * Leave-one-subject-out over the demo's 24 subjects with the default settings, both tasks: within 15 minutes each on
 * two cores, as good as five folds are asked to be. Exit code 1 if a bound was missed.
 */
const MOST_SECONDS = 15 * 60;
const LEAST_FIGURE = 0.6;

const rows = await withDemo(async (engine, clips) => {
  const train = (task: RunSpec['task']) =>
    trainOnce(engine, { ...defaultRunSpec(task), split: { kind: 'loso' } }, (line) =>
      say(`${task}: ${line}`),
    );
  const emotion = await train('emotion');
  const intensity = await train('intensity');
  const emotions = new Map(clips.map(({ id, emotion }) => [id, emotion]));
  const intensities = new Map(clips.map(({ id, intensity }) => [id, intensity]));
  return [
    { task: 'emotion', figure: 'UF1', value: scoreEmotions(emotion, emotions), run: emotion },
    { task: 'intensity', figure: 'CCC', value: scoreIntensities(intensity, intensities), run: intensity },
  ].map(({ run, ...row }) => ({ ...row, seconds: run.seconds ?? Number.NaN, backend: run.backend }));
});

const lines = rows.map(
  ({ task, figure, value, seconds, backend }) =>
    `- ${task}: ${figure} ${value.toFixed(3)} in ${seconds.toFixed(0)} s on ${backend}`,
);
const date = new Date().toISOString().slice(0, 10);
const heading = `## loso\n\n\`npm run bench -- loso\`, ${date}, ${machineInWords()}. Demo seed ${DEMO_SEED}, default settings, training seed 1, 24 folds; pooled, against what was really drawn. Asked: at least ${LEAST_FIGURE} within ${MOST_SECONDS} s.`;
writeSection(RESULTS_FILE, 'loso', `${heading}\n\n${lines.join('\n')}`);
console.log(process.argv.includes('--json') ? JSON.stringify(rows, null, 2) : lines.join('\n'));
if (!rows.every(({ value, seconds }) => value >= LEAST_FIGURE && seconds <= MOST_SECONDS))
  process.exitCode = 1;
