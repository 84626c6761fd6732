import { assertNever } from '#shared/base/assert-never.ts';
import type { GoldRecipe } from '#shared/domain/gold.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import type { LossSpec, SamplingSpec } from '#shared/domain/learning-spec.ts';
import type { RunSpec, SplitSpec, TargetSpec, TaskKind } from '#shared/domain/run-spec.ts';
import { counted, figure, plain } from './markdown.ts';

/** What the labels were that the models learned. */
export function targetInWords(target: TargetSpec, task: TaskKind): string {
  const together =
    task === 'intensity'
      ? "the mean of all raters' intensities"
      : 'the emotion that most raters gave (clips on which they tie are left out)';
  switch (target.from) {
    case 'raters':
      return together;
    case 'rater':
      return `what the rater ${plain(target.rater)} said, alone`;
    case 'rater-then-raters':
      return target.rater === null
        ? together
        : `what the rater ${plain(target.rater)} said; where they said nothing, ${together}`;
    case 'gold':
      return `gold labels by the recipe ${plain(target.name)}: ${recipeInWords(target.recipe, task)}`;
    default:
      return assertNever(target);
  }
}

const INTENSITIES: Readonly<Record<GoldRecipe['intensity'], string>> = {
  mean: "the mean of the raters' intensities",
  median: "the median of the raters' intensities",
  ewe: "the raters' intensities, each rater weighted by their correlation with the mean of the others (EWE, Grimm & Kroschel 2005)",
};

const EMOTIONS: Readonly<Record<GoldRecipe['emotion'], string>> = {
  majority: 'the emotion that most raters gave (clips on which they tie are left out)',
  'mean-distribution':
    "the emotion with the largest share in the mean of the raters' distributions (clips on which several share that place are left out)",
};

function recipeInWords(recipe: GoldRecipe, task: TaskKind): string {
  const { classMap, raters, round, minConfidence } = recipe;
  return [
    task === 'intensity' ? INTENSITIES[recipe.intensity] : EMOTIONS[recipe.emotion],
    ...(recipe.adjudicated ? ['what was adjudicated by hand stands before it'] : []),
    ...(task === 'emotion' && classMap !== null
      ? [`emotions become classes by the class map ${plain(classMap)}, and those it drops do not count`]
      : []),
    raters === null ? 'all people and sources count' : `of the raters ${raters.map(plain).join(', ')}`,
    round === null ? "each rater's latest round" : `round ${round} alone`,
    ...(minConfidence === null
      ? []
      : [`labels of raters less sure than ${figure(minConfidence)} are left out`]),
  ].join('; ');
}

const SPLITS: Readonly<Record<SplitSpec['kind'], string>> = {
  loso: 'leave one subject out: each fold tests all clips of one subject and trains on the others',
  kfold: 'folds by subject: all clips of a subject are on the same side',
  holdout: 'a holdout by subject: all clips of a subject are on the same side',
  'holdout-clips': 'a holdout by clip: clips of one subject may be on both sides',
  given: 'the split that came with the data',
};

export const splitInWords = (split: SplitSpec) => SPLITS[split.kind];

const WINDOWS: Readonly<Record<InputSpec['window'], string>> = {
  clip: 'all frames of the clip',
  coded: 'the frames from onset to offset where they are marked, else all of the clip',
  'onset-apex': 'the frames from onset to apex where they are marked, else from the first to the last',
  onset: 'the onset frame alone (the first frame where no onset is marked)',
};

/** Which frames of a clip a model looks at. */
export function framesInWords(input: InputSpec): string {
  const { window, framesPerClip, lengths, representation } = input;
  const from = representation === 'flow' ? 'just after the first frame' : 'the first frame';
  const single = representation === 'flow' || window === 'onset-apex' ? 'the last frame' : 'the middle frame';
  const spaced =
    framesPerClip === 1
      ? single
      : `${framesPerClip} frames, evenly spaced from ${from} to the last, both included`;
  const shorter =
    lengths === 'mask'
      ? '; of a clip with fewer, the frames as they are, and after them frames of zeros that are not looked at'
      : framesPerClip === 1
        ? ''
        : '; of a clip with fewer, frames are repeated';
  return `${WINDOWS[window]}; of these, ${spaced}${shorter}`;
}

/** What a value of a frame is. */
export function valuesInWords({ representation }: Pick<InputSpec, 'representation'>): string {
  switch (representation) {
    case 'grey':
      return 'one channel: the light of the grey image, 0 (black) to 1 (white), that is its 8-bit value divided by 255';
    case 'rgb':
      return 'three channels: red, green and blue, 0 to 1, that is their 8-bit values divided by 255';
    case 'difference':
      return "one channel, -1 to 1: the light of the grey image (8-bit value divided by 255) minus that of the window's first frame";
    case 'flow':
      return "three channels: u (to the right) and v (downwards), the optical flow from the window's first frame to this one in pixels of this size; and optical strain, sqrt(exx² + eyy² + exy² + eyx²) of the flow's symmetric gradient by central differences. Flow is Farnebäck's, by OpenCV (pyramid 0.5 of 3 levels, window 21, 3 iterations, polynomials over 5 pixels with sigma 1.1), between grey squares of the smallest multiple of this size that has 128 pixels or more, averaged down to this size";
    default:
      return assertNever(representation);
  }
}

const LOSSES: Readonly<Record<LossSpec['kind'], string>> = {
  mse: 'mean squared error',
  mae: 'mean absolute error',
  huber: 'Huber',
  ccc: '1 - CCC over each batch',
  'cross-entropy': 'cross-entropy',
  focal: 'focal (Lin et al. 2017)',
  'soft-cross-entropy': "cross-entropy with the distribution of the raters' emotions",
  kl: "Kullback-Leibler divergence from the distribution of the raters' emotions",
};

const SAMPLINGS: Readonly<Record<SamplingSpec['kind'], string>> = {
  shuffled: 'each training clip once an epoch',
  balanced: 'as many clips of every class an epoch',
  'embedding-smote':
    "each training clip once an epoch; then the head on the training clips' embeddings, filled up by SMOTE",
};

const CLIP_BY_CLIP =
  'whole subjects in the folds whose training clips all have one, and not all the same; in the others clip by clip';

/** The settings that a reader compares; spec.json has them all. `bySubject`: every fold's training clips have subjects, more than one. */
export function trainingInWords(spec: RunSpec, bySubject: boolean): string[] {
  const { model, optimizer, earlyStopping, classWeights, densityWeights } = spec;
  const directions = model.bidirectional ? ', both directions' : '';
  return [
    `Model: convolutions of ${model.convFilters.join(', ')} filters (${model.kernelSize} x ${model.kernelSize}), each with max-pooling by 2; a dense layer of ${model.denseUnits}; ${counted(model.lstmLayers, 'LSTM layer')} of ${model.lstmUnits} units${directions}; dropout ${model.dropout}.`,
    `Loss: ${LOSSES[spec.loss.kind]}.`,
    ...(classWeights.kind === 'none' ? [] : [`Class weights: ${classWeights.kind}.`]),
    ...(densityWeights === null
      ? []
      : ['Clips count by how rare their intensity is (label distribution smoothing).']),
    `Sampling: ${SAMPLINGS[spec.sampling.kind]}.`,
    `Optimizer: ${optimizer.kind}, learning rate ${spec.learningRate} (${spec.schedule.kind}), batches of ${spec.batchSize}.`,
    earlyStopping === null
      ? `Epochs: ${spec.epochs} for each fold.`
      : `Epochs: ${spec.epochs} at most; stopped early by ${figure(earlyStopping.validationShare * 100)}% of the training side's clips, which were not learned from: ${bySubject ? 'whole subjects' : CLIP_BY_CLIP}, never held-out clips.`,
    `Seed: ${spec.seed}.`,
  ];
}
