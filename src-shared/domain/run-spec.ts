import { z } from 'zod';
import { goldName, goldRecipe } from './gold.ts';
import { clipId } from './ids.ts';
import { augmentationSpec, inputSpec } from './input-spec.ts';
import {
  backendChoice,
  classWeightsSpec,
  densityWeightsSpec,
  earlyStoppingSpec,
  type LossSpec,
  lossSpec,
  optimizerSpec,
  samplingSpec,
  scheduleSpec,
} from './learning-spec.ts';
import { modelProblem, modelSpec } from './model-spec.ts';
import { raterName } from './rater.ts';

export const taskKind = z.enum(['intensity', 'emotion']);
export type TaskKind = z.infer<typeof taskKind>;

/**
 * Whose labels are learned. `rater-then-raters`: the named rater's label where there is one, else the raters
 * together (mean intensity; majority emotion, ties left out and listed). `raters`: always together. `rater`: one alone.
 * `gold`: made by a recipe, which the spec holds whole.
 */
export const targetSpec = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('rater-then-raters'), rater: raterName.nullable() }),
  z.strictObject({ from: z.literal('raters') }),
  z.strictObject({ from: z.literal('rater'), rater: raterName }),
  z.strictObject({ from: z.literal('gold'), name: goldName, recipe: goldRecipe }),
]);
export type TargetSpec = z.infer<typeof targetSpec>;

const testShare = z.number().gt(0).lt(1);

/** `holdout-clips` is for data without subjects; its figures are never subject-independent and always say so. */
export const splitSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('loso') }),
  z.strictObject({ kind: z.literal('kfold'), folds: z.number().int().min(2).max(100) }),
  z.strictObject({ kind: z.literal('holdout'), testShare }),
  z.strictObject({ kind: z.literal('holdout-clips'), testShare }),
  z.strictObject({ kind: z.literal('given') }),
]);
export type SplitSpec = z.infer<typeof splitSpec>;

/** The losses of each task. */
export const LOSSES = {
  intensity: ['mse', 'mae', 'huber', 'ccc'],
  emotion: ['cross-entropy', 'focal', 'soft-cross-entropy', 'kl'],
} as const satisfies Readonly<Record<TaskKind, readonly LossSpec['kind'][]>>;

/** Everything that decides a run's result. Saved as spec.json; the form and the command line fill one. */
export const runSpec = z
  .strictObject({
    version: z.literal(2),
    task: taskKind,
    target: targetSpec,
    /** The clips to use; null for all of the project's. */
    clipIds: z.array(clipId).min(1).nullable(),
    split: splitSpec,
    input: inputSpec,
    augmentation: augmentationSpec,
    model: modelSpec,
    loss: lossSpec,
    /** Emotion only. */
    classWeights: classWeightsSpec,
    /** Intensity only; null where every clip counts the same. */
    densityWeights: densityWeightsSpec.nullable(),
    /** Other than `shuffled`: emotion only. */
    sampling: samplingSpec,
    optimizer: optimizerSpec,
    learningRate: z.number().gt(0).max(1),
    schedule: scheduleSpec,
    batchSize: z.number().int().min(1).max(1024),
    /** The most there are, with early stopping. */
    epochs: z.number().int().min(1).max(10_000),
    /** Null: every epoch is trained, and the last one's weights are taken. */
    earlyStopping: earlyStoppingSpec.nullable(),
    seed: z.number().int().min(0).max(4_294_967_295),
    backend: backendChoice,
  })
  .superRefine((spec, context) => {
    for (const { path, message } of problemsOf(spec)) context.addIssue({ code: 'custom', path, message });
  });
export type RunSpec = z.infer<typeof runSpec>;

/** True where a clip's target is the raters' share for each emotion, not one emotion. */
export function learnsDistributions({ loss }: Pick<RunSpec, 'loss'>): boolean {
  return loss.kind === 'soft-cross-entropy' || loss.kind === 'kl';
}

type Problem = { readonly path: string[]; readonly message: string };

/** What no single field shows. */
function problemsOf(spec: RunSpec): Problem[] {
  const problems: Problem[] = [];
  const losses: readonly string[] = LOSSES[spec.task];
  if (!losses.includes(spec.loss.kind))
    problems.push({
      path: ['loss'],
      message: `The loss ${spec.loss.kind} is not for the ${spec.task} task: use ${losses.join(', ')}.`,
    });
  if (spec.task === 'intensity' && spec.classWeights.kind !== 'none')
    problems.push({ path: ['classWeights'], message: 'Class weights are for the emotion task only.' });
  if (spec.task === 'intensity' && spec.sampling.kind !== 'shuffled')
    problems.push({
      path: ['sampling'],
      message: `Sampling ${spec.sampling.kind} is for the emotion task only.`,
    });
  if (spec.sampling.kind === 'embedding-smote' && learnsDistributions(spec))
    problems.push({
      path: ['sampling'],
      message: 'Embedding SMOTE makes clips of one emotion: it needs the loss cross-entropy or focal.',
    });
  if (spec.task === 'emotion' && spec.densityWeights !== null)
    problems.push({ path: ['densityWeights'], message: 'Density weights are for the intensity task only.' });
  if (spec.loss.kind === 'ccc' && spec.densityWeights !== null)
    problems.push({
      path: ['densityWeights'],
      message: 'Density weights do not go with the CCC loss, which looks at a batch as a whole.',
    });
  if (spec.loss.kind === 'ccc' && spec.batchSize < 2)
    problems.push({ path: ['batchSize'], message: 'The CCC loss needs batches of at least 2 clips.' });
  if (spec.input.representation === 'flow' && spec.augmentation.brightness > 0)
    problems.push({
      path: ['augmentation', 'brightness'],
      message: 'Optical flow has no brightness to change: set 0.',
    });
  if (spec.schedule.kind === 'cosine' && spec.schedule.warmupEpochs >= spec.epochs)
    problems.push({
      path: ['schedule', 'warmupEpochs'],
      message: `The warm-up must be shorter than the ${spec.epochs} epochs.`,
    });
  const model = modelProblem(spec.model, spec.input.imageSize);
  if (model !== null) problems.push({ path: ['model', 'convFilters'], message: model });
  return problems;
}

/** A spec of this or an earlier version. Throws as zod does. */
export function parseRunSpec(value: unknown): RunSpec {
  return runSpec.parse(upgradedSpec(value));
}

/** An earlier version's spec, or a part of one, says what that version did; what is none is given back as it is. */
export function upgradedSpec(value: unknown): unknown {
  const parsed = specOfVersion1.safeParse(value);
  if (!parsed.success) return value;
  const { input, model, loss, classWeights, ...same } = parsed.data;
  const { augmentation, densityWeights, sampling, optimizer, schedule, earlyStopping } =
    defaultRunSpec('emotion');
  return {
    ...{ augmentation, densityWeights, sampling, optimizer, schedule, earlyStopping },
    ...same,
    version: 2,
    ...(input && { input: { ...input, lengths: 'resample' } }),
    ...(model && { model: { ...model, lstmLayers: 1, bidirectional: false, dropout: 0 } }),
    ...(loss && { loss: loss['kind'] === 'cross-entropy' ? { ...loss, labelSmoothing: 0 } : loss }),
    ...(classWeights && { classWeights: { kind: classWeights } }),
  };
}

const part = z.looseObject({}).optional();
const specOfVersion1 = z.looseObject({
  version: z.literal(1),
  input: part,
  model: part,
  loss: part,
  classWeights: z.string().optional(),
});

/** What the form and the command line start from. Tuned on the demo project (bench/RESULTS.md). */
export function defaultRunSpec(task: TaskKind): RunSpec {
  return {
    version: 2,
    task,
    target: { from: 'rater-then-raters', rater: null },
    clipIds: null,
    split: { kind: 'kfold', folds: 5 },
    input: {
      framesPerClip: 12,
      imageSize: 32,
      window: 'clip',
      representation: 'difference',
      lengths: 'resample',
    },
    augmentation: { flip: false, shiftPixels: 0, brightness: 0, temporalCrop: 0 },
    model: {
      convFilters: [8, 16],
      kernelSize: 3,
      denseUnits: 64,
      lstmUnits: 64,
      lstmLayers: 1,
      bidirectional: false,
      dropout: 0,
    },
    loss: task === 'intensity' ? { kind: 'mse' } : { kind: 'cross-entropy', labelSmoothing: 0 },
    classWeights: { kind: 'none' },
    densityWeights: null,
    sampling: { kind: 'shuffled' },
    optimizer: { kind: 'adam' },
    learningRate: 0.002,
    schedule: { kind: 'constant' },
    batchSize: 16,
    epochs: 15,
    earlyStopping: null,
    seed: 1,
    backend: 'auto',
  };
}
