import { defaultRunSpec, type RunSpec, type TaskKind } from '#shared/domain/run-spec.ts';
import { say, withDemo } from './lib/demo-project.ts';
import { trainOnce } from './lib/demo-runs.ts';

/**
 * One short run of every loss, weight, sampler, optimizer, schedule, input, augmentation and model option on the demo:
 * each must come to its end and differ from the plain one. Exit code 1 if one does not.
 */
type Change = (spec: RunSpec) => Partial<RunSpec>;

const input =
  (change: Partial<RunSpec['input']>): Change =>
  (spec) => ({ input: { ...spec.input, ...change } });
const model =
  (change: Partial<RunSpec['model']>): Change =>
  (spec) => ({ model: { ...spec.model, ...change } });
const augmentation =
  (change: Partial<RunSpec['augmentation']>): Change =>
  (spec) => ({ augmentation: { ...spec.augmentation, ...change } });
const set =
  (change: Partial<RunSpec>): Change =>
  () =>
    change;

const BOTH: Readonly<Record<string, Change>> = {
  'grey input': input({ representation: 'grey' }),
  'RGB input': input({ representation: 'rgb' }),
  'optical flow input': input({ representation: 'flow', window: 'onset-apex', framesPerClip: 4 }),
  'onset to offset': input({ window: 'coded' }),
  'onset to apex': input({ window: 'onset-apex' }),
  'masked lengths': input({ lengths: 'mask', framesPerClip: 24 }),
  flip: augmentation({ flip: true }),
  shift: augmentation({ shiftPixels: 2 }),
  brightness: augmentation({ brightness: 0.2 }),
  'temporal crop': augmentation({ temporalCrop: 0.3 }),
  'two LSTMs': model({ lstmLayers: 2 }),
  'both directions': model({ bidirectional: true }),
  dropout: model({ dropout: 0.3 }),
  AdamW: set({ optimizer: { kind: 'adamw', weightDecay: 0.05 } }),
  SGD: set({ optimizer: { kind: 'sgd', momentum: 0.9 } }),
  'step schedule': set({ schedule: { kind: 'step', everyEpochs: 1, factor: 0.3 } }),
  'cosine schedule': set({ schedule: { kind: 'cosine', warmupEpochs: 1, finalShare: 0.1 } }),
  'early stopping': set({ earlyStopping: { validationShare: 0.2, patience: 1 } }),
};

const OPTIONS: Readonly<Record<TaskKind, Readonly<Record<string, Change>>>> = {
  intensity: {
    ...BOTH,
    MAE: set({ loss: { kind: 'mae' } }),
    Huber: set({ loss: { kind: 'huber', delta: 0.1 } }),
    CCC: set({ loss: { kind: 'ccc' } }),
    'label distribution smoothing': set({ densityWeights: { bins: 20, sigmaBins: 2 } }),
    'two LSTMs, both directions, dropout, masked': (spec) => ({
      model: { ...spec.model, lstmLayers: 2, bidirectional: true, dropout: 0.3 },
      input: { ...spec.input, lengths: 'mask', framesPerClip: 24 },
    }),
  },
  emotion: {
    'label smoothing': set({ loss: { kind: 'cross-entropy', labelSmoothing: 0.1 } }),
    focal: set({ loss: { kind: 'focal', gamma: 2 } }),
    'soft cross-entropy': set({ loss: { kind: 'soft-cross-entropy' }, target: { from: 'raters' } }),
    KL: set({ loss: { kind: 'kl' }, target: { from: 'raters' } }),
    'balanced weights': set({ classWeights: { kind: 'balanced' } }),
    'effective number': set({ classWeights: { kind: 'effective-number', beta: 0.99 } }),
    'weights by emotion': set({ classWeights: { kind: 'given', weights: { fear: 5, disgust: 3 } } }),
    'focal with alpha': set({ loss: { kind: 'focal', gamma: 2 }, classWeights: { kind: 'balanced' } }),
    'balanced sampling': set({ sampling: { kind: 'balanced' } }),
    'embedding SMOTE': set({ sampling: { kind: 'embedding-smote', neighbours: 5, headEpochs: 5 } }),
    ...BOTH,
  },
};

let failures = 0;
await withDemo(async (engine) => {
  for (const task of ['intensity', 'emotion'] as const) {
    const plain: RunSpec = {
      ...defaultRunSpec(task),
      split: { kind: 'holdout', testShare: 0.25 },
      epochs: 2,
    };
    const outputs = async (spec: RunSpec) => {
      const { predictions, seconds } = await trainOnce(engine, spec, () => {});
      const values = predictions.map(({ prediction, probabilities }) => probabilities ?? prediction);
      return { seconds, text: JSON.stringify(values) };
    };
    const reference = await outputs(plain);
    for (const [name, change] of Object.entries(OPTIONS[task])) {
      const line = await outputs({ ...plain, ...change(plain) }).then(
        ({ seconds, text }) => {
          const same = text === reference.text;
          if (same) failures += 1;
          return `${same ? 'SAME   ' : 'ok     '} ${task}, ${name}: ${seconds?.toFixed(1)} s`;
        },
        (error: unknown) => {
          failures += 1;
          return `FAILED  ${task}, ${name}: ${error instanceof Error ? error.message : error}`;
        },
      );
      console.log(line);
    }
  }
});
say(failures === 0 ? 'Every option ran and made a difference.' : `${failures} options failed.`);
if (failures > 0) process.exitCode = 1;
