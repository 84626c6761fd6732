import { assertNever } from '#shared/base/assert-never.ts';
import type { ClassWeightsSpec, LossSpec, SamplingSpec } from '#shared/domain/learning-spec.ts';
import { defaultRunSpec, type RunSpec, type SplitSpec, type TargetSpec } from '#shared/domain/run-spec.ts';

/** The parts of the spec that each group of the form holds, in the form's order. */
export const GROUP_PARTS = {
  task: ['task', 'target'],
  split: ['split'],
  input: ['input'],
  augmentation: ['augmentation'],
  model: ['model'],
  loss: ['loss'],
  imbalance: ['classWeights', 'densityWeights', 'sampling'],
  optimizer: ['optimizer', 'learningRate', 'batchSize', 'epochs'],
  schedule: ['schedule'],
  stopping: ['earlyStopping'],
  run: ['seed', 'backend'],
} as const satisfies Readonly<Record<string, readonly (keyof RunSpec)[]>>;
export type GroupName = keyof typeof GROUP_PARTS;

/** True where nothing of the group differs from what its task starts with. */
export function isPreset(group: GroupName, spec: RunSpec): boolean {
  const preset = defaultRunSpec(spec.task);
  return GROUP_PARTS[group].every((part) => JSON.stringify(spec[part]) === JSON.stringify(preset[part]));
}

/** What a group of the spec says, in a few words: they stand in its header while it is folded. */
export function groupWords(group: GroupName, spec: RunSpec): string {
  switch (group) {
    case 'task':
      return `${spec.task}, ${targetWords(spec.target)}`;
    case 'split':
      return splitWords(spec.split);
    case 'input':
      return inputWords(spec);
    case 'augmentation':
      return augmentationWords(spec);
    case 'model':
      return modelWords(spec);
    case 'loss':
      return lossWords(spec.loss);
    case 'imbalance':
      return imbalanceWords(spec);
    case 'optimizer':
      return optimizerWords(spec);
    case 'schedule':
      return scheduleWords(spec);
    case 'stopping':
      return stoppingWords(spec);
    case 'run':
      return `seed ${spec.seed}, backend ${spec.backend}`;
    default:
      return assertNever(group);
  }
}

const joined = (parts: readonly (string | false)[], none: string) =>
  parts.filter((part) => part !== false).join(', ') || none;

function targetWords(target: TargetSpec): string {
  if (target.from === 'rater') return `only ${target.rater}`;
  if (target.from === 'gold') return `gold labels: ${target.name}`;
  if (target.from === 'raters') return 'the raters together';
  return `${target.rater === null ? 'my' : `${target.rater}'s`} label, else the raters together`;
}

function splitWords(split: SplitSpec): string {
  switch (split.kind) {
    case 'loso':
      return 'leave one subject out';
    case 'kfold':
      return `${split.folds} folds by subject`;
    case 'holdout':
      return `${split.testShare} of the subjects held out`;
    case 'holdout-clips':
      return `${split.testShare} of the clips held out`;
    case 'given':
      return 'as imported';
    default:
      return assertNever(split);
  }
}

const WINDOWS: Readonly<Record<RunSpec['input']['window'], string | false>> = {
  clip: false,
  coded: 'onset to offset',
  'onset-apex': 'onset to apex',
  onset: 'the onset alone',
};

function inputWords({ input }: RunSpec): string {
  const frames = `${input.lengths === 'mask' ? 'up to ' : ''}${input.framesPerClip} frames of ${input.imageSize} px`;
  return joined([input.representation, frames, WINDOWS[input.window]], '');
}

function augmentationWords({
  augmentation: { flip, shiftPixels, brightness, temporalCrop },
}: RunSpec): string {
  return joined(
    [
      flip && 'flip',
      shiftPixels !== 0 && `shift ${shiftPixels} px`,
      brightness !== 0 && `brightness ${brightness}`,
      temporalCrop !== 0 && `temporal crop ${temporalCrop}`,
    ],
    'none',
  );
}

function modelWords({ model }: RunSpec): string {
  const layers = model.lstmLayers === 1 ? '' : `${model.lstmLayers} × `;
  return joined(
    [
      `convolutions ${model.convFilters.join('-')}`,
      `dense ${model.denseUnits}`,
      `LSTM ${layers}${model.lstmUnits}`,
      model.bidirectional && 'both directions',
      model.dropout !== 0 && `dropout ${model.dropout}`,
    ],
    '',
  );
}

function lossWords(loss: LossSpec): string {
  switch (loss.kind) {
    case 'huber':
      return `Huber, delta ${loss.delta}`;
    case 'focal':
      return `focal, gamma ${loss.gamma}`;
    case 'cross-entropy':
      return loss.labelSmoothing === 0 ? 'cross-entropy' : `cross-entropy, smoothing ${loss.labelSmoothing}`;
    case 'soft-cross-entropy':
      return 'soft cross-entropy';
    case 'mse':
      return 'mean squared error';
    case 'mae':
      return 'mean absolute error';
    case 'ccc':
    case 'kl':
      return loss.kind.toUpperCase();
    default:
      return assertNever(loss);
  }
}

function imbalanceWords({ classWeights, densityWeights, sampling }: RunSpec): string {
  return joined(
    [
      classWeights.kind !== 'none' && classWeightsWords(classWeights),
      densityWeights !== null && `density weights, ${densityWeights.bins} bins`,
      sampling.kind !== 'shuffled' && samplingWords(sampling),
    ],
    'none',
  );
}

function classWeightsWords(weights: ClassWeightsSpec): string {
  if (weights.kind === 'effective-number') return `effective number, beta ${weights.beta}`;
  return weights.kind === 'given' ? 'given class weights' : `${weights.kind} class weights`;
}

function samplingWords(sampling: SamplingSpec): string {
  return sampling.kind === 'embedding-smote'
    ? `embedding SMOTE, ${sampling.neighbours} neighbours`
    : `${sampling.kind} sampling`;
}

function optimizerWords({ optimizer, learningRate, batchSize, epochs }: RunSpec): string {
  const own =
    optimizer.kind === 'adam'
      ? 'Adam'
      : optimizer.kind === 'adamw'
        ? `AdamW, decay ${optimizer.weightDecay}`
        : `SGD, momentum ${optimizer.momentum}`;
  return `${own}, rate ${learningRate}, batches of ${batchSize}, ${epochs} epochs`;
}

function scheduleWords({ schedule }: RunSpec): string {
  switch (schedule.kind) {
    case 'constant':
      return 'constant';
    case 'step':
      return `× ${schedule.factor} every ${schedule.everyEpochs} epochs`;
    case 'cosine':
      return `cosine, warm-up ${schedule.warmupEpochs} epochs, to ${schedule.finalShare}`;
    default:
      return assertNever(schedule);
  }
}

function stoppingWords({ earlyStopping }: RunSpec): string {
  if (earlyStopping === null) return 'off';
  return `patience ${earlyStopping.patience}, validation share ${earlyStopping.validationShare}`;
}
