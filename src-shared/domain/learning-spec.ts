import { z } from 'zod';
import { emotionName } from './emotion.ts';

/**
 * `soft-cross-entropy` and `kl` learn the distribution of the raters' emotions, the others one emotion. Focal loss as
 * in Lin et al. 2017; its alpha are the class weights. `ccc` is 1 - CCC over a batch.
 */
export const lossSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mse') }),
  z.strictObject({ kind: z.literal('mae') }),
  z.strictObject({ kind: z.literal('huber'), delta: z.number().gt(0).max(10) }),
  z.strictObject({ kind: z.literal('ccc') }),
  z.strictObject({ kind: z.literal('cross-entropy'), labelSmoothing: z.number().min(0).lt(1) }),
  z.strictObject({ kind: z.literal('focal'), gamma: z.number().min(0).max(10) }),
  z.strictObject({ kind: z.literal('soft-cross-entropy') }),
  z.strictObject({ kind: z.literal('kl') }),
]);
export type LossSpec = z.infer<typeof lossSpec>;

/** How much a clip of each class counts in the loss. */
export const classWeightsSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** n / (classes * count), as scikit-learn. */
  z.strictObject({ kind: z.literal('balanced') }),
  /** (1 - beta) / (1 - beta^count), scaled to sum to the number of classes (Cui et al. 2019). */
  z.strictObject({ kind: z.literal('effective-number'), beta: z.number().min(0).lt(1) }),
  /** By emotion; 1 where none is named. */
  z.strictObject({ kind: z.literal('given'), weights: z.record(emotionName, z.number().gt(0).max(1000)) }),
]);
export type ClassWeightsSpec = z.infer<typeof classWeightsSpec>;

/**
 * Label distribution smoothing (Yang et al. 2021): clips count by the inverse of how common their intensity is, by a
 * histogram of `bins` smoothed with a Gaussian of `sigmaBins`.
 */
export const densityWeightsSpec = z.strictObject({
  bins: z.number().int().min(2).max(1000),
  sigmaBins: z.number().gt(0).max(100),
});
export type DensityWeightsSpec = z.infer<typeof densityWeightsSpec>;

/** Which training clips an epoch sees. */
export const samplingSpec = z.discriminatedUnion('kind', [
  /** Each once, in an order drawn anew. */
  z.strictObject({ kind: z.literal('shuffled') }),
  /** As many of every class: clips of rare ones come again. */
  z.strictObject({ kind: z.literal('balanced') }),
  /**
   * As shuffled; then the head learns anew, for `headEpochs` at the learning rate without schedule or dropout, on the
   * training clips' embeddings, filled up to equal classes by SMOTE between `neighbours` nearest.
   */
  z.strictObject({
    kind: z.literal('embedding-smote'),
    neighbours: z.number().int().min(1).max(100),
    headEpochs: z.number().int().min(1).max(10_000),
  }),
]);
export type SamplingSpec = z.infer<typeof samplingSpec>;

/** All as in Keras. Weight decay is decoupled (Loshchilov and Hutter 2019). */
export const optimizerSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('adam') }),
  z.strictObject({ kind: z.literal('adamw'), weightDecay: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('sgd'), momentum: z.number().min(0).lt(1) }),
]);
export type OptimizerSpec = z.infer<typeof optimizerSpec>;

/** What becomes of the learning rate, epoch by epoch. */
export const scheduleSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant') }),
  /** Times `factor` after every `everyEpochs`. */
  z.strictObject({
    kind: z.literal('step'),
    everyEpochs: z.number().int().min(1),
    factor: z.number().gt(0).lt(1),
  }),
  /** Rises over `warmupEpochs`, then falls by half a cosine to `finalShare` of the learning rate. */
  z.strictObject({
    kind: z.literal('cosine'),
    warmupEpochs: z.number().int().min(0),
    finalShare: z.number().min(0).max(1),
  }),
]);
export type ScheduleSpec = z.infer<typeof scheduleSpec>;

/**
 * Stops a fold once the loss of a validation part, taken from the training subjects, has not fallen for `patience`
 * epochs, and takes the weights of its best epoch. The held-out clips have no say in it.
 */
export const earlyStoppingSpec = z.strictObject({
  validationShare: z.number().gt(0).max(0.5),
  patience: z.number().int().min(1).max(1000),
});
export type EarlyStoppingSpec = z.infer<typeof earlyStoppingSpec>;

export const backendChoice = z.enum(['auto', 'tfjs-node-gpu', 'tfjs-node', 'webgpu', 'wasm', 'cpu']);
export type BackendChoice = z.infer<typeof backendChoice>;
