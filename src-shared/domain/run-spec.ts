import { z } from 'zod';
import { clipId } from './ids.ts';
import { raterName } from './rater.ts';

export const taskKind = z.enum(['intensity', 'emotion']);
export type TaskKind = z.infer<typeof taskKind>;

/**
 * Whose labels are learned. `rater-then-raters`: the named rater's label where there is one, else the raters
 * together (mean intensity; majority emotion, ties left out and listed). `raters`: always together. `rater`: one alone.
 */
export const targetSpec = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('rater-then-raters'), rater: raterName.nullable() }),
  z.strictObject({ from: z.literal('raters') }),
  z.strictObject({ from: z.literal('rater'), rater: raterName }),
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

export const inputSpec = z.strictObject({
  /** Frames each clip is resampled to. */
  framesPerClip: z.number().int().min(1).max(256),
  /** Side of the square grey image, in pixels. */
  imageSize: z.number().int().min(8).max(256),
  /** `clip`: all frames; `coded`: onset to offset where labelled, else all; `onset`: the onset frame alone. */
  window: z.enum(['clip', 'coded', 'onset']),
  /** `grey`: intensity of light, 0 to 1; `difference`: each frame minus the window's first. */
  representation: z.enum(['grey', 'difference']),
});
export type InputSpec = z.infer<typeof inputSpec>;

/** CNN per frame (conv, relu, max-pool by 2, for each entry of convFilters), a dense layer, an LSTM over time, a head. */
export const modelSpec = z.strictObject({
  convFilters: z.array(z.number().int().min(1).max(256)).min(1).max(5),
  kernelSize: z.number().int().min(1).max(11),
  denseUnits: z.number().int().min(1).max(1024),
  lstmUnits: z.number().int().min(1).max(1024),
});
export type ModelSpec = z.infer<typeof modelSpec>;

/** Focal loss as in Lin et al. 2017, without alpha. */
export const lossSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mse') }),
  z.strictObject({ kind: z.literal('mae') }),
  z.strictObject({ kind: z.literal('cross-entropy') }),
  z.strictObject({ kind: z.literal('focal'), gamma: z.number().min(0).max(10) }),
]);
export type LossSpec = z.infer<typeof lossSpec>;

export const backendChoice = z.enum(['auto', 'tfjs-node-gpu', 'tfjs-node', 'wasm', 'cpu']);
export type BackendChoice = z.infer<typeof backendChoice>;

const LOSSES = { intensity: ['mse', 'mae'], emotion: ['cross-entropy', 'focal'] } as const;

/** Everything that decides a run's result. Saved as spec.json; the form and the command line fill one. */
export const runSpec = z
  .strictObject({
    version: z.literal(1),
    task: taskKind,
    target: targetSpec,
    /** The clips to use; null for all of the project's. */
    clipIds: z.array(clipId).min(1).nullable(),
    split: splitSpec,
    input: inputSpec,
    model: modelSpec,
    loss: lossSpec,
    /** `balanced`: n / (classes * count), as scikit-learn; emotion only. */
    classWeights: z.enum(['none', 'balanced']),
    /** Adam as in Keras (epsilon 1e-7). */
    learningRate: z.number().gt(0).max(1),
    batchSize: z.number().int().min(1).max(1024),
    epochs: z.number().int().min(1).max(10_000),
    seed: z.number().int().min(0).max(4_294_967_295),
    backend: backendChoice,
  })
  .superRefine((spec, context) => {
    const losses: readonly string[] = LOSSES[spec.task];
    if (!losses.includes(spec.loss.kind))
      context.addIssue({
        code: 'custom',
        path: ['loss'],
        message: `The loss ${spec.loss.kind} is not for the ${spec.task} task: use ${losses.join(' or ')}.`,
      });
    if (spec.task === 'intensity' && spec.classWeights !== 'none')
      context.addIssue({
        code: 'custom',
        path: ['classWeights'],
        message: 'Class weights are for the emotion task only.',
      });
    const problem = modelProblem(spec.model, spec.input.imageSize);
    if (problem !== null)
      context.addIssue({ code: 'custom', path: ['model', 'convFilters'], message: problem });
  });
export type RunSpec = z.infer<typeof runSpec>;

/** Side of the feature map after the convolutions (valid padding, pool 2, rounded down). */
export function featureMapSize(model: ModelSpec, imageSize: number): number {
  return model.convFilters.reduce((size) => Math.floor((size - model.kernelSize + 1) / 2), imageSize);
}

function modelProblem(model: ModelSpec, imageSize: number): string | null {
  if (featureMapSize(model, imageSize) >= 1) return null;
  return `${model.convFilters.length} convolutions of size ${model.kernelSize} leave nothing of an image of ${imageSize} pixels: use fewer, or a larger image.`;
}

/** What the form and the command line start from. Tuned on the demo project (bench/RESULTS.md). */
export function defaultRunSpec(task: TaskKind): RunSpec {
  return {
    version: 1,
    task,
    target: { from: 'rater-then-raters', rater: null },
    clipIds: null,
    split: { kind: 'kfold', folds: 5 },
    input: { framesPerClip: 12, imageSize: 32, window: 'clip', representation: 'difference' },
    model: { convFilters: [8, 16], kernelSize: 3, denseUnits: 64, lstmUnits: 64 },
    loss: task === 'intensity' ? { kind: 'mse' } : { kind: 'cross-entropy' },
    classWeights: 'none',
    learningRate: 0.002,
    batchSize: 16,
    epochs: 15,
    seed: 1,
    backend: 'auto',
  };
}
