import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { fold } from '#shared/domain/run.ts';
import {
  createScratch,
  makeFacesProject,
  onset,
  onsetJson,
  readCsv,
  readJson,
  SMALL,
  shapes,
  smallSpec,
} from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);
beforeAll(async () => {
  scratch.write({ 'small.json': smallSpec(), 'learning.json': smallSpec(0.01) });
  await makeFacesProject(scratch, 'study');
});

const SUBJECTS = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];
const savedSplit = z.object({ folds: z.array(fold) });
type Trained = z.output<(typeof shapes)['trained']>;
/** A side of a fold: its clips as subject and emotion, such as `S1 anger`. */
interface Sides {
  readonly name: string;
  readonly train: readonly string[];
  readonly test: readonly string[];
}

async function trainWith(
  split: string,
  options: readonly string[] = ['--epochs', '1'],
): Promise<{ result: Trained; folds: Sides[] }> {
  const command = ['train', '--project', 'study', '--task', 'emotion', '--split', split];
  const result = await onsetJson(scratch, shapes.trained, ...command, ...SMALL, ...options);
  const clips = await onsetJson(scratch, shapes.clips, 'clips', '--project', 'study');
  const nameOf = new Map(clips.map(({ id, subject, emotion }) => [id, `${subject} ${emotion}`]));
  const names = (ids: readonly (typeof clips)[number]['id'][]) =>
    ids.map((id) => nameOf.get(id) ?? '').sort();
  const { folds } = readJson(savedSplit, scratch.path('study', 'runs', result.run, 'split.json'));
  return {
    result,
    folds: folds.map(({ name, trainClipIds, testClipIds }) => ({
      name,
      train: names(trainClipIds),
      test: names(testClipIds),
    })),
  };
}

const bothOf = (...subjects: readonly string[]) =>
  subjects.flatMap((subject) => [`${subject} anger`, `${subject} happiness`]);
const subjectsOf = (clips: readonly string[]) => [...new Set(clips.map((clip) => clip.slice(0, 2)))];

/** The figures by their definitions, from predictions.csv alone. */
function figuresOf(run: string) {
  const rows = readCsv(scratch.path('study', 'runs', run, 'predictions.csv'));
  const count = (truth: string, prediction: string) =>
    rows.filter((row) => row['truth'] === truth && row['prediction'] === prediction).length;
  const confusion = ['anger', 'happiness'].map((t) => [count(t, 'anger'), count(t, 'happiness')]);
  const [[aa = 0, ah = 0] = [], [ha = 0, hh = 0] = []] = confusion;
  const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const f1 = [ratio(2 * aa, 2 * aa + ah + ha), ratio(2 * hh, 2 * hh + ah + ha)] as const;
  const mean = (f1[0] + f1[1]) / 2;
  const metrics = {
    accuracy: (aa + hh) / rows.length,
    macroF1: mean,
    weightedF1: (f1[0] * (aa + ah) + f1[1] * (ha + hh)) / rows.length,
    uf1: mean,
    uar: (ratio(aa, aa + ah) + ratio(hh, ha + hh)) / 2,
  };
  return { confusion, metrics, predicted: rows.length };
}

function expectFiguresOfPredictions({ run, metrics, confusion }: Trained, testClips: number): void {
  const own = figuresOf(run);
  expect(own.predicted).toBe(testClips);
  expect(confusion).toEqual(own.confusion);
  for (const [name, value] of Object.entries(own.metrics))
    expect(Object.entries(metrics).find(([key]) => key === name)?.[1], name).toBeCloseTo(value, 12);
}

test('loso: a fold a subject, which alone is tested', async () => {
  const { result, folds } = await trainWith('loso');
  expect(folds).toEqual(
    SUBJECTS.map((subject) => ({
      name: subject,
      train: bothOf(...SUBJECTS.filter((other) => other !== subject)),
      test: bothOf(subject),
    })),
  );
  expect(result).toMatchObject({ folds: 6, clips: 12, subjectIndependent: true, backend: 'wasm' });
  expectFiguresOfPredictions(result, 12);
  expect(result.metrics.accuracy, 'some are to be wrong, for the figures to differ').toBeLessThan(1);
});

test('kfold:3: three folds of two subjects each; what can be learned is learned', async () => {
  const { result, folds } = await trainWith('kfold:3', ['--epochs', '20', '--spec', 'learning.json']);
  expect(folds.map(({ test: clips }) => subjectsOf(clips).length)).toEqual([2, 2, 2]);
  expect(folds.flatMap(({ test: clips }) => clips).sort()).toEqual(bothOf(...SUBJECTS));
  for (const { train, test: tested } of folds) {
    expect(tested).toEqual(bothOf(...subjectsOf(tested)));
    expect([...train, ...tested].sort()).toEqual(bothOf(...SUBJECTS));
  }
  expect(result).toMatchObject({ folds: 3, clips: 12, subjectIndependent: true });
  expectFiguresOfPredictions(result, 12);
  expect(result.metrics.uf1).toBeGreaterThan(0.9);
});

test('holdout:0.3: of 12 clips 3.6, so two of the six subjects', async () => {
  const { result, folds } = await trainWith('holdout:0.3');
  expect(folds).toHaveLength(1);
  const [{ train = [], test: tested = [] } = {}] = folds;
  expect(subjectsOf(tested)).toHaveLength(2);
  expect(tested).toEqual(bothOf(...subjectsOf(tested)));
  expect(train).toEqual(bothOf(...SUBJECTS.filter((subject) => !subjectsOf(tested).includes(subject))));
  expect(result).toMatchObject({ folds: 1, clips: 12, subjectIndependent: true });
  expectFiguresOfPredictions(result, 4);
});

test('given: what the data set says, S5 and S6 tested', async () => {
  const { result, folds } = await trainWith('given');
  expect(folds).toEqual([{ name: 'given', train: bothOf('S1', 'S2', 'S3', 'S4'), test: bothOf('S5', 'S6') }]);
  expectFiguresOfPredictions(result, 4);
});

test('holdout-clips:0.3: four clips, two of each emotion, and every figure says what it is not', async () => {
  const { result, folds } = await trainWith('holdout-clips:0.3');
  const [{ train = [], test: tested = [] } = {}] = folds;
  expect([train.length, tested.length]).toEqual([8, 4]);
  expect(tested.filter((clip) => clip.endsWith('anger'))).toHaveLength(2);
  expect(result).toMatchObject({ folds: 1, subjectIndependent: false });
  expectFiguresOfPredictions(result, 4);

  const shown = await onset(scratch, 'show', result.run, '--project', 'study');
  expect(shown.stdout).toContain('These figures are NOT subject-independent');
  const runs = await onsetJson(scratch, shapes.runs, 'runs', '--project', 'study');
  expect(runs.map(({ split, subjectIndependent }) => [split, subjectIndependent])).toEqual([
    ['holdout-clips:0.3', false],
    ['given', true],
    ['holdout:0.3', true],
    ['kfold:3', true],
    ['loso', true],
  ]);
  const table = await onset(scratch, 'runs', '--project', 'study');
  expect(table.stdout).toMatch(/holdout-clips:0\.3.*NOT subject-independent/);
});
