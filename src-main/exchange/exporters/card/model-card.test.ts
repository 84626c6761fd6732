import { expect, test } from 'vitest';
import { DEFAULT_RECIPE, type GoldRecipe } from '#shared/domain/gold.ts';
import { runId } from '#shared/domain/ids.ts';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { type ModelCardFacts, modelCard } from './model-card.ts';

const FOLD = { trainClips: 40, testClips: 10, trainSubjects: 8, testSubjects: 2, headline: 0.61234 };

/** A run of 50 clips: 45 of happiness, 5 of fear, of 10 subjects. */
function facts(
  changes: Partial<ModelCardFacts['run']> = {},
  spec: Partial<RunSpec> = {},
  masked = false,
): ModelCardFacts {
  return {
    onsetVersion: '1.2.3',
    run: {
      ...{
        id: runId.parse('20260301-101500-emotion'),
        task: 'emotion',
        status: 'done',
        backend: 'tfjs-node',
      },
      ...{ createdAt: '2026-03-01T10:15:00.000Z', seconds: 75, foldCount: 5, foldsDone: 5, clipCount: 50 },
      ...{ split: 'kfold:5', subjectIndependent: true, headline: 0.5, failure: null, staleClipCount: 0 },
      log: null,
      ...{ history: [], leftOut: [], labelVersion: 7, dir: '/p/runs/r', classes: ['fear', 'happiness'] },
      spec: { ...defaultRunSpec('emotion'), ...spec },
      folds: [{ name: 'fold 1', ...FOLD }],
      ...changes,
    },
    figures: {
      ...{ task: 'emotion', classes: ['fear', 'happiness'], accuracy: 0.9, macroF1: 0.5, weightedF1: 0.88 },
      ...{ uf1: 0.51239, uar: 0.5, confusion: [], confusionByRow: [] },
      perClass: [{ name: 'fear', precision: 0, recall: 0, f1: 0, support: 5 }],
    },
    clips: Array.from({ length: 50 }, (_, index) => ({
      subject: `s${index % 10}`,
      target: index < 5 ? 'fear' : 'happiness',
    })),
    masked,
    backends: ['tfjs-node 4.22.0, CPU, 2 threads'],
    files: [{ fold: 'fold 1', onnx: 'onnx/fold-0.onnx', layers: 'tfjs/fold-0/model.json' }],
  };
}

test('it tells data, split, figures and training as the run has them', () => {
  const card = modelCard(facts());
  expect(card).toContain('50 clips of 10 subjects.');
  expect(card).toContain('| fear | 5 |\n| happiness | 45 |');
  expect(card).toContain('| fold 1 | 40 | 8 | 10 | 2 | 0.6123 |');
  expect(card).toContain('| UF1 | 0.5124 | mean over the classes of 2TP / (2TP + FP + FN) (MEGC 2019) |');
  expect(card).toContain('No subject is on both sides of a fold');
  expect(card).toContain('Trained on tfjs-node 4.22.0, CPU, 2 threads, in 1 min 15 s.');
  expect(card).toContain('Onset 1.2.3');
  expect(card).toContain('Fewer than 20 clips: fear.');
  expect(card).not.toMatch(/undefined|null|NaN|\[object/);
});

test('what makes the figures mean less is said aloud', () => {
  const leaky = facts(
    { subjectIndependent: false, staleClipCount: 3 },
    { split: { kind: 'holdout-clips', testShare: 0.2 } },
  );
  const card = modelCard(leaky);
  expect(card).toContain('THE FIGURES ARE NOT SUBJECT-INDEPENDENT');
  expect(card).toContain('The labels of 3 clips changed after the run');
  expect(card).not.toContain('No subject is on both sides');
});

test('the way in follows the input: shape, range, frames', () => {
  const { input } = defaultRunSpec('emotion');
  const inputOf = (changes: Partial<RunSpec['input']>, masked = false) =>
    modelCard(facts({}, { input: { ...input, ...changes } }, masked));
  expect(inputOf({})).toContain('`frames` [batch, 12, 32, 32, 1]');
  expect(inputOf({})).toContain(
    "-1 to 1: the light of the grey image (8-bit value divided by 255) minus that of the window's first frame",
  );
  const rgb = inputOf({ representation: 'rgb', imageSize: 64, framesPerClip: 8 });
  expect(rgb).toContain('`frames` [batch, 8, 64, 64, 3]');
  expect(rgb).toContain('8 frames, evenly spaced from the first frame to the last');
  const flow = inputOf({ representation: 'flow', window: 'onset-apex', framesPerClip: 1 });
  expect(flow).toContain('from onset to apex where they are marked');
  expect(flow).toContain('of these, the last frame');
  expect(inputOf({ lengths: 'mask' }, true)).toContain('`frameCounts` [batch], int32');
  expect(inputOf({})).not.toContain('frameCounts');
});

test('an intensity has its own figures and way out', () => {
  const { classes: _, ...run } = facts().run;
  const card = modelCard({
    ...facts(),
    run: { ...run, task: 'intensity', classes: [], spec: defaultRunSpec('intensity') },
    figures: { task: 'intensity', ccc: 0.71236, pearson: null, mse: 0.01, mae: 0.08, rmse: 0.1 },
    clips: [0.2, 0.4, 0.9].map((target) => ({ subject: 's1', target })),
  });
  expect(card).toContain('`intensity` [batch, 1]');
  expect(card).toContain("| CCC | 0.7124 | Lin's concordance");
  expect(card).toContain('| Pearson | – |');
  expect(card).toContain('Intensities from 0.2 to 0.9, mean 0.5.');
});

test('a name cannot break out of its place', () => {
  const card = modelCard(facts({ folds: [{ ...FOLD, name: 's1 | **2**\n# Heading' }] }));
  expect(card).toContain('| s1 \\| \\*\\*2\\*\\* \\# Heading | 40 |');
});

test('every sitting is told, and where the log names no backend, the run does', () => {
  const several = { ...facts(), backends: ['wasm 4.22.0, CPU, 1 thread', 'webgpu 4.22.0 (Dawn), A *card*'] };
  expect(modelCard(several)).toContain(
    'Trained in several sittings: on wasm 4.22.0, CPU, 1 thread; on webgpu 4.22.0 (Dawn), A \\*card\\*, in 1 min',
  );
  expect(modelCard({ ...facts(), backends: [] })).toContain('Trained on tfjs-node, in 1 min 15 s.');
});

test('early stopping: what was learned from, how the part was put aside, how long each fold took', () => {
  const epoch = { loss: 1, validationLoss: 1, heldOutLoss: null, seconds: 1, peakMemoryMiB: null };
  const history = [1, 2, 3].map((number) => ({ ...epoch, fold: 0, epoch: number }));
  const stopping = { earlyStopping: { validationShare: 0.14, patience: 2 } };
  const bySubject = facts({ history }, stopping);
  const card = modelCard(bySubject);
  expect(card).toContain(
    '| fold | clips of the training side | of subjects | held-out clips | of subjects | UF1 of its classes | epochs trained |',
  );
  expect(card).toContain('| fold 1 | 40 | 8 | 10 | 2 | 0.6123 | 3 |');
  expect(card).toContain(
    "stopped early by 14% of the training side's clips, which were not learned from: whole subjects, never",
  );
  const [first, ...others] = bySubject.clips;
  const unknown = { ...bySubject, clips: [{ target: 'fear', ...first, subject: null }, ...others] };
  expect(modelCard(unknown)).toContain('in the others clip by clip, never held-out clips.');
  expect(modelCard(facts({ folds: [{ name: 'a', ...FOLD, trainSubjects: 1 }] }, stopping))).toContain(
    'in the others clip by clip, never held-out clips.',
  );
});

test('gold labels are told with their recipe and the version of the labels', () => {
  const recipe: GoldRecipe = {
    ...DEFAULT_RECIPE,
    ...{ emotion: 'mean-distribution', classMap: 'three', round: 2, raters: ['Ana', 'Ben'] },
  };
  const target: RunSpec['target'] = { from: 'gold', name: 'the lab', recipe };
  const card = modelCard(facts({}, { target }));
  expect(card).toContain('gold labels by the recipe the lab: the emotion with the largest share');
  for (const words of ['class map three', 'of the raters Ana, Ben', 'round 2 alone', 'adjudicated by hand'])
    expect(card).toContain(words);
  expect(card).toContain('label version 7');
  expect(modelCard(facts({ labelVersion: null }))).not.toContain('label version');
});
