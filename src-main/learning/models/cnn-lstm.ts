import * as tf from '@tensorflow/tfjs-core';
import { deriveSeed } from '#shared/base/random.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import type { SamplingSpec } from '#shared/domain/learning-spec.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { drawVariation, isStill } from '../features/augmentation.ts';
import { fitPixelScaler, type PixelScaler } from '../features/pixel-scaler.ts';
import { createLoss } from '../losses/loss.ts';
import { fitClipWeights } from '../losses/weights.ts';
import { createOptimizer } from '../optimizers/optimizer.ts';
import { learningRateAt } from '../optimizers/schedule.ts';
import { epochBatches, withoutLoneClip } from '../samplers/batches.ts';
import { describeCnnLstm, type Head, type ModelDescription } from './description.ts';
import { type BestEpoch, betterOf, isOver } from './early-stopping.ts';
import {
  diverged,
  type EpochPlan,
  embedClips,
  evaluate,
  type Learner,
  letEventsIn,
  predictClips,
  trainEpoch,
} from './epochs.ts';
import { describeHead, learnHead, withHead } from './head.ts';
import { initialWeights } from './initial-weights.ts';
import { type LabelledClips, pickClips } from './labelled-clips.ts';
import { type FitSnapshot, readState, readWeights, restoreState } from './snapshot.ts';
import { validationPart } from './validation-part.ts';

export interface CnnLstmOptions
  extends Pick<
    RunSpec,
    | 'augmentation'
    | 'batchSize'
    | 'classWeights'
    | 'densityWeights'
    | 'earlyStopping'
    | 'epochs'
    | 'learningRate'
    | 'loss'
    | 'model'
    | 'optimizer'
    | 'sampling'
    | 'schedule'
    | 'seed'
  > {
  readonly input: Pick<InputSpec, 'framesPerClip' | 'imageSize' | 'representation' | 'lengths'>;
  readonly head: Head;
  /** In the order of the outputs; empty for intensity. */
  readonly classes: readonly string[];
}

/** `loss` is the mean over the epoch's batches, each before it was learned from; the other two are of the epoch's end. */
export interface EpochEnd {
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss: number | null;
  readonly heldOutLoss: number | null;
  readonly seconds: number;
  /** Of the training, spent in steps, as against reading. */
  readonly computeSeconds: number;
}

export interface FitOptions extends LabelledClips {
  /** Of each clip; what early stopping keeps together. */
  readonly subjects: readonly (string | null)[];
  /** Watched only: nothing is learned from it or chosen by it. */
  readonly heldOut: LabelledClips | null;
  /** Null: from fresh weights. */
  readonly resumeFrom: FitSnapshot | null;
  /** Awaited. `snapshot` may be called until it ends. */
  readonly onEpochEnd: (end: EpochEnd, snapshot: () => Promise<FitSnapshot>) => Promise<void> | void;
  /** What a reader of the run's log should know. */
  readonly note: (words: string) => void;
  readonly signal: AbortSignal;
}

/** An estimator: `fit`, then `predict`. Computes on TensorFlow.js's active backend and lets events in between batches. */
export interface CnnLstm {
  readonly description: ModelDescription;
  /** Throws OnsetError: `cancelled` once `signal` is aborted, `bad-input` if the loss diverges. */
  fit(options: FitOptions): Promise<void>;
  /** A row for each clip: [intensity], or the probability of each class. Throws OnsetError: `cancelled`, or `bad-input` if the last step diverged. */
  predict(x: LabelledClips['x'], signal: AbortSignal): Promise<number[][]>;
  /** All weights in one vector (see describeWeights), and the scaling of the input. */
  learned(): Promise<{ readonly weights: Float32Array; readonly scaler: PixelScaler }>;
  dispose(): void;
}

export function createCnnLstm(options: CnnLstmOptions): CnnLstm {
  const description = describeCnnLstm(options.model, options.input, options.head);
  let fitted: Learner | null = null;
  const model = () => {
    if (fitted === null) throw new Error('The model is not fitted.');
    return fitted;
  };
  const dispose = () => {
    if (fitted !== null) tf.dispose(fitted.state);
    fitted = null;
  };
  return {
    description,
    dispose,
    async fit(all) {
      dispose();
      const { train, validation } = divide(options, all);
      const learner = await startLearner(options, description, train, all);
      fitted = learner;
      await trainEpochs(options, learner, { ...all, train, validation });
      const { sampling } = options;
      if (sampling.kind === 'embedding-smote')
        await relearnHead({ ...options, sampling }, learner, train, all);
    },
    async predict(x, signal) {
      const learner = model();
      const asProbabilities = options.head.task === 'emotion';
      const rows = await predictClips({ ...learner, ...learner.state }, x, asProbabilities, signal);
      // The last step's loss was a number still; what it made of the weights shows only here.
      if (!rows.flat().every(Number.isFinite)) throw diverged(options.epochs);
      return rows;
    },
    learned: async () => {
      const { state, scaler } = model();
      return { weights: await readWeights(state), scaler };
    },
  };
}

/** Training clips, and those that early stopping looks at. */
function divide({ earlyStopping, head, seed }: CnnLstmOptions, all: FitOptions) {
  if (earlyStopping === null) return { train: all, validation: null };
  const { validationShare } = earlyStopping;
  const isIntensity = head.task === 'intensity';
  const part = validationPart(all.subjects, all.yTrue, isIntensity, validationShare, seed);
  if (!part.bySubject)
    all.note('All training clips are of one subject, who is in the validation part of early stopping too.');
  return { train: pickClips(all, part.train), validation: pickClips(all, part.validation) };
}

async function startLearner(
  options: CnnLstmOptions,
  description: ModelDescription,
  train: LabelledClips,
  { resumeFrom, signal }: FitOptions,
): Promise<Learner> {
  const optimizer = createOptimizer(options.optimizer);
  return {
    description,
    optimizer,
    batchSize: options.batchSize,
    loss: createLoss(options.loss),
    weightOf: fitClipWeights(options, train.yTrue, train.distributions, options.classes),
    scaler: resumeFrom?.scaler ?? (await fitPixelScaler(train.x, () => letEventsIn(signal))),
    state:
      resumeFrom === null
        ? optimizer.start(initialWeights(description, options.seed))
        : restoreState(resumeFrom),
  };
}

interface DividedClips extends FitOptions {
  readonly train: LabelledClips;
  readonly validation: LabelledClips | null;
}

/** Leaves the learner with the last epoch's weights, or with early stopping the best one's. */
async function trainEpochs(options: CnnLstmOptions, learner: Learner, data: DividedClips): Promise<void> {
  const { resumeFrom, signal } = data;
  let best: BestEpoch | null = resumeFrom?.best ?? null;
  let stopped = resumeFrom?.stopped ?? false;
  for (let epoch = (resumeFrom?.epoch ?? 0) + 1; epoch <= options.epochs && !stopped; epoch++) {
    const startedMs = performance.now();
    const outcome = await trainEpoch(learner, data.train, planOf(options, data.train, epoch), signal);
    const validationLoss = data.validation === null ? null : await evaluate(learner, data.validation, signal);
    const heldOutLoss = data.heldOut === null ? null : await evaluate(learner, data.heldOut, signal);
    const seconds = (performance.now() - startedMs) / 1000;
    if (validationLoss !== null && options.earlyStopping !== null) {
      const weights = await readWeights(learner.state);
      best = betterOf(best, epoch, validationLoss, weights);
      stopped = isOver(best, epoch, options.earlyStopping.patience);
    }
    const now = { epoch, best, stopped, scaler: learner.scaler };
    const snapshot = async () => ({ ...now, ...(await readState(learner.state)) });
    await data.onEpochEnd({ epoch, ...outcome, validationLoss, heldOutLoss, seconds }, snapshot);
  }
  if (best === null) return;
  data.note(`Takes the weights of epoch ${best.epoch}, the lowest validation loss.`);
  replaceWeights(learner, best.weights);
}

function planOf(options: CnnLstmOptions, { yTrue }: LabelledClips, epoch: number): EpochPlan {
  const { seed, augmentation, sampling, batchSize, head, model } = options;
  const classCount = head.task === 'emotion' ? head.classCount : 0;
  const batches = epochBatches(sampling, yTrue, classCount, batchSize, seed, epoch);
  return {
    epoch,
    batches: options.loss.kind === 'ccc' ? withoutLoneClip(batches) : batches,
    learningRate: learningRateAt(options.schedule, options.learningRate, epoch, options.epochs),
    variationOf: isStill(augmentation)
      ? null
      : (index) => drawVariation(augmentation, deriveSeed(seed, `augment ${epoch} ${index}`)),
    dropoutSeedOf: model.dropout === 0 ? null : (step) => deriveSeed(seed, `dropout ${epoch} ${step}`),
  };
}

/** Class weights are those of the clips as SMOTE leaves them: equal classes weigh the same, given weights stay. */
async function relearnHead(
  options: CnnLstmOptions & { readonly sampling: Extract<SamplingSpec, { kind: 'embedding-smote' }> },
  learner: Learner,
  train: LabelledClips,
  { note, signal }: FitOptions,
): Promise<void> {
  const onLowered = (label: number, neighbours: number) =>
    note(
      neighbours === 0
        ? `SMOTE repeats the only training clip of ${options.classes[label]}.`
        : `SMOTE looks at ${neighbours} neighbours of each clip of ${options.classes[label]}: there are no more.`,
    );
  const embeddings = await embedClips({ ...learner, ...learner.state }, train.x, signal);
  const weightOfClips = (yTrue: readonly number[]) => fitClipWeights(options, yTrue, null, options.classes);
  const head = describeHead(learner.description, embeddings[0]?.length ?? 0);
  const own = { ...options, ...options.sampling, loss: learner.loss, onLowered, weightOfClips };
  const weights = await learnHead(head, embeddings, train.yTrue, own, signal);
  replaceWeights(learner, withHead(await readWeights(learner.state), weights));
}

function replaceWeights(learner: Learner, weights: Float32Array): void {
  learner.state.weights.dispose();
  learner.state = { ...learner.state, weights: tf.tensor1d(weights) };
}
