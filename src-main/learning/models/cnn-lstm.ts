import * as tf from '@tensorflow/tfjs-core';
import { OnsetError } from '#shared/base/errors.ts';
import type { InputSpec, LossSpec, ModelSpec } from '#shared/domain/run-spec.ts';
import { balancedClassWeights } from '#shared/kernels/losses.ts';
import type { ClipSource } from '../features/clip-source.ts';
import { fitPixelScaler, type PixelScaler, scale } from '../features/pixel-scaler.ts';
import { createLoss, type Loss } from '../losses/loss.ts';
import { batchesInOrder, shuffledBatches } from '../samplers/batches.ts';
import { startState, type TrainState } from './adam.ts';
import { type Batch, type LossPart, lossOfBatch, predictBatch, trainOnBatch } from './batch-steps.ts';
import { describeCnnLstm, type Head, type ModelDescription } from './description.ts';
import { initialWeights } from './initial-weights.ts';

export interface CnnLstmOptions {
  readonly model: ModelSpec;
  readonly input: Pick<InputSpec, 'framesPerClip' | 'imageSize'>;
  readonly head: Head;
  readonly loss: LossSpec;
  readonly classWeights: 'none' | 'balanced';
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
}

/** Clips with what is true of each: its intensity, or the index of its class. */
export interface LabelledClips {
  readonly x: ClipSource;
  readonly yTrue: readonly number[];
}

/** `loss` is the mean over the epoch's batches, each before it was learned from; `heldOutLoss` that of the epoch's end. */
export interface EpochEnd {
  readonly epoch: number;
  readonly loss: number;
  readonly heldOutLoss: number | null;
  readonly seconds: number;
}

export interface FitOptions extends LabelledClips {
  /** Watched only: nothing is learned from it or chosen by it. */
  readonly heldOut: LabelledClips | null;
  readonly onEpochEnd: (end: EpochEnd) => void;
  readonly signal: AbortSignal;
}

/** An estimator: `fit`, then `predict`. Computes on TensorFlow.js's active backend and lets events in between batches. */
export interface CnnLstm {
  readonly description: ModelDescription;
  /** Starts from fresh weights. Throws OnsetError: `cancelled` once `signal` is aborted, `bad-input` if the loss diverges. */
  fit(options: FitOptions): Promise<void>;
  /** A row for each clip: [intensity], or the probability of each class. Throws OnsetError: `cancelled`, or `bad-input` if the last step diverged. */
  predict(x: ClipSource, signal: AbortSignal): Promise<number[][]>;
  /** All weights in one vector (see describeWeights), and the scaling of the input. */
  learned(): { readonly weights: Float32Array; readonly scaler: PixelScaler };
  dispose(): void;
}

export function createCnnLstm(options: CnnLstmOptions): CnnLstm {
  const description = describeCnnLstm(options.model, options.input, options.head);
  let fitted: Fitted | null = null;
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
    async fit(data) {
      dispose();
      const scaler = await fitPixelScaler(data.x, () => letEventsIn(data.signal));
      const loss = createLoss(options.loss, classWeightsOf(options, data.yTrue));
      const learner = {
        options,
        description,
        scaler,
        loss,
        state: startState(initialWeights(description, options.seed)),
      };
      fitted = learner;
      for (let epoch = 1; epoch <= options.epochs; epoch++) {
        const startedMs = performance.now();
        const mean = await trainEpoch(learner, data, epoch);
        const heldOutLoss = data.heldOut === null ? null : await evaluate(learner, data.heldOut, data.signal);
        data.onEpochEnd({ epoch, loss: mean, heldOutLoss, seconds: (performance.now() - startedMs) / 1000 });
      }
    },
    async predict(x, signal) {
      const rows: number[][] = [];
      for (const indices of batchesInOrder(x.length, options.batchSize)) {
        const { state, scaler } = model();
        const batch = readBatch(x, indices, scaler);
        const outputs = predictBatch(description, state.weights, batch, options.head.task === 'emotion');
        // The last step's loss was a number still; what it made of the weights shows only here.
        if (!outputs.flat().every(Number.isFinite)) throw diverged(options.epochs);
        rows.push(...outputs);
        await letEventsIn(signal);
      }
      return rows;
    },
    learned: () => {
      const { state, scaler } = model();
      return { weights: Float32Array.from(state.weights.dataSync()), scaler };
    },
  };
}

interface Fitted {
  /** Another after each step. */
  state: TrainState;
  readonly scaler: PixelScaler;
}

interface Learner extends Fitted {
  readonly options: CnnLstmOptions;
  readonly description: ModelDescription;
  readonly loss: Loss;
}

/** Gives the mean loss. */
async function trainEpoch(
  learner: Learner,
  { x, yTrue, signal }: FitOptions,
  epoch: number,
): Promise<number> {
  const { options, description, scaler, loss } = learner;
  const total = createTotal();
  for (const indices of shuffledBatches(x.length, options.batchSize, options.seed, epoch)) {
    const batch = readBatch(x, indices, scaler);
    const labels = pick(yTrue, indices);
    const step = trainOnBatch(description, learner.state, batch, labels, loss, options.learningRate);
    learner.state = step.state;
    if (!Number.isFinite(step.loss.sum)) throw diverged(epoch);
    total.add(step.loss);
    await letEventsIn(signal);
  }
  return total.mean();
}

/** Gives the mean loss. */
async function evaluate(learner: Learner, { x, yTrue }: LabelledClips, signal: AbortSignal): Promise<number> {
  const { options, description, scaler, loss, state } = learner;
  const total = createTotal();
  for (const indices of batchesInOrder(x.length, options.batchSize)) {
    const batch = readBatch(x, indices, scaler);
    total.add(lossOfBatch(description, state.weights, batch, pick(yTrue, indices), loss));
    await letEventsIn(signal);
  }
  return total.mean();
}

/** Waits until what has come in meanwhile, such as a wish to cancel, was heard. */
async function letEventsIn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new OnsetError('cancelled', 'The training was cancelled.');
}

function readBatch(x: ClipSource, indices: readonly number[], scaler: PixelScaler): Batch {
  const valuesPerClip = x.framesPerClip * x.imageSize ** 2;
  const frames = new Float32Array(indices.length * valuesPerClip);
  for (const [position, index] of indices.entries())
    x.read(index, frames.subarray(position * valuesPerClip, (position + 1) * valuesPerClip));
  scale(frames, scaler);
  return { size: indices.length, frames };
}

function classWeightsOf({ classWeights, head }: CnnLstmOptions, yTrue: readonly number[]): number[] | null {
  if (classWeights === 'none' || head.task !== 'emotion') return null;
  const counts = new Array<number>(head.classCount).fill(0);
  for (const label of yTrue) counts[label] = (counts[label] ?? 0) + 1;
  return balancedClassWeights(counts);
}

function createTotal() {
  let sum = 0;
  let divisor = 0;
  return {
    add: (part: LossPart) => {
      sum += part.sum;
      divisor += part.divisor;
    },
    mean: () => sum / divisor,
  };
}

function pick(values: readonly number[], indices: readonly number[]): number[] {
  return indices.map((index) => values[index] ?? Number.NaN);
}

function diverged(epoch: number): OnsetError {
  return new OnsetError(
    'bad-input',
    `The loss was no longer a number in epoch ${epoch}: the training diverged. Try a smaller learning rate.`,
  );
}
