import type {
  ClassWeightsSpec,
  DensityWeightsSpec,
  EarlyStoppingSpec,
  LossSpec,
  OptimizerSpec,
  SamplingSpec,
  ScheduleSpec,
} from './learning-spec.ts';
import type { SplitSpec } from './run-spec.ts';

/** What each choice starts with, in the form and on the command line: one whole part of a spec for each of its kinds. */
type ByKind<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: Extract<T, { readonly kind: K }>;
};

export const SPLIT_PRESETS: ByKind<SplitSpec> = {
  loso: { kind: 'loso' },
  kfold: { kind: 'kfold', folds: 5 },
  holdout: { kind: 'holdout', testShare: 0.2 },
  'holdout-clips': { kind: 'holdout-clips', testShare: 0.2 },
  given: { kind: 'given' },
};

export const LOSS_PRESETS: ByKind<LossSpec> = {
  mse: { kind: 'mse' },
  mae: { kind: 'mae' },
  huber: { kind: 'huber', delta: 0.1 },
  ccc: { kind: 'ccc' },
  'cross-entropy': { kind: 'cross-entropy', labelSmoothing: 0 },
  focal: { kind: 'focal', gamma: 2 },
  'soft-cross-entropy': { kind: 'soft-cross-entropy' },
  kl: { kind: 'kl' },
};

export const CLASS_WEIGHTS_PRESETS: ByKind<ClassWeightsSpec> = {
  none: { kind: 'none' },
  balanced: { kind: 'balanced' },
  'effective-number': { kind: 'effective-number', beta: 0.999 },
  given: { kind: 'given', weights: {} },
};

export const DENSITY_WEIGHTS_PRESET: DensityWeightsSpec = { bins: 20, sigmaBins: 2 };

export const SAMPLING_PRESETS: ByKind<SamplingSpec> = {
  shuffled: { kind: 'shuffled' },
  balanced: { kind: 'balanced' },
  'embedding-smote': { kind: 'embedding-smote', neighbours: 5, headEpochs: 50 },
};

export const OPTIMIZER_PRESETS: ByKind<OptimizerSpec> = {
  adam: { kind: 'adam' },
  adamw: { kind: 'adamw', weightDecay: 0.01 },
  sgd: { kind: 'sgd', momentum: 0.9 },
};

export const SCHEDULE_PRESETS: ByKind<ScheduleSpec> = {
  constant: { kind: 'constant' },
  step: { kind: 'step', everyEpochs: 5, factor: 0.5 },
  cosine: { kind: 'cosine', warmupEpochs: 1, finalShare: 0 },
};

export const EARLY_STOPPING_PRESET: EarlyStoppingSpec = { validationShare: 0.2, patience: 5 };
