import type * as tf from '@tensorflow/tfjs-core';
import { OnsetError } from '#shared/base/errors.ts';
import type { PixelScaler } from '../features/pixel-scaler.ts';
import type { Loss } from '../losses/loss.ts';
import type { WeightOf } from '../losses/weights.ts';
import type { Optimizer, TrainState } from '../optimizers/optimizer.ts';
import { batchesInOrder } from '../samplers/batches.ts';
import { readAhead, type VariationOf } from './batch-reader.ts';
import { embedBatch, type LossPart, lossOfRows, predictBatch, trainOnBatch } from './batch-steps.ts';
import type { ModelDescription } from './description.ts';
import { type LabelledClips, truthOf } from './labelled-clips.ts';

/** A model under way. */
export interface Learner {
  readonly description: ModelDescription;
  readonly scaler: PixelScaler;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly weightOf: WeightOf | null;
  readonly batchSize: number;
  /** Another after each step. */
  state: TrainState;
}

/** What one epoch does. */
export interface EpochPlan {
  readonly epoch: number;
  /** Positions of the clips of each step. */
  readonly batches: readonly (readonly number[])[];
  readonly learningRate: number;
  readonly variationOf: VariationOf | null;
  /** Seed of what step `batch` drops out; null: nothing. */
  readonly dropoutSeedOf: ((batch: number) => number) | null;
}

export interface EpochOutcome {
  /** Mean over the batches, each before it was learned from. */
  readonly loss: number;
  /** Spent in steps, as against reading. */
  readonly computeSeconds: number;
}

/** Throws OnsetError: `cancelled`, or `bad-input` if the loss diverges. */
export async function trainEpoch(
  learner: Learner,
  data: LabelledClips,
  plan: EpochPlan,
  signal: AbortSignal,
): Promise<EpochOutcome> {
  const { description, scaler, loss, optimizer, weightOf } = learner;
  const total = createTotal();
  let computeMs = 0;
  let step = 0;
  for await (const { indices, batch } of readAhead(data.x, scaler, plan.batches, plan.variationOf)) {
    const startedMs = performance.now();
    const truth = truthOf(data, indices, weightOf);
    const dropoutSeed = plan.dropoutSeedOf?.(step++) ?? null;
    const { learningRate } = plan;
    const of = { batch, truth, loss, optimizer, learningRate, dropoutSeed };
    const done = await trainOnBatch(description, learner.state, of);
    learner.state = done.state;
    computeMs += performance.now() - startedMs;
    if (!Number.isFinite(done.loss.sum)) throw diverged(plan.epoch);
    total.add(done.loss);
    await letEventsIn(signal);
  }
  return { loss: total.mean(), computeSeconds: computeMs / 1000 };
}

/** The loss over clips that are not learned from, all at once: a CCC of batches is not that of the whole. */
export async function evaluate(learner: Learner, data: LabelledClips, signal: AbortSignal): Promise<number> {
  const { loss, weightOf, state } = learner;
  const rows = await predictClips({ ...learner, weights: state.weights }, data.x, false, signal);
  return lossOfRows(rows, truthOf(data, [...rows.keys()], weightOf), loss);
}

/** A model that has learned, for looking only. */
export interface Learned {
  readonly description: ModelDescription;
  readonly scaler: PixelScaler;
  readonly weights: tf.Tensor1D;
  readonly batchSize: number;
}

/** A row of outputs for each clip. */
export function predictClips(
  model: Learned,
  x: LabelledClips['x'],
  asProbabilities: boolean,
  signal: AbortSignal,
): Promise<number[][]> {
  return rowsOf(model, x, signal, (description, weights, batch) =>
    predictBatch(description, weights, batch, asProbabilities),
  );
}

/** What the head takes, a row for each clip. */
export function embedClips(model: Learned, x: LabelledClips['x'], signal: AbortSignal): Promise<number[][]> {
  return rowsOf(model, x, signal, embedBatch);
}

async function rowsOf(
  { description, scaler, weights, batchSize }: Learned,
  x: LabelledClips['x'],
  signal: AbortSignal,
  compute: typeof embedBatch,
): Promise<number[][]> {
  const rows: number[][] = [];
  for await (const { batch } of readAhead(x, scaler, batchesInOrder(x.length, batchSize))) {
    rows.push(...(await compute(description, weights, batch)));
    await letEventsIn(signal);
  }
  return rows;
}

/** Waits until what has come in meanwhile, such as a wish to cancel, was heard. */
export async function letEventsIn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new OnsetError('cancelled', 'The training was cancelled.');
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

export function diverged(epoch: number): OnsetError {
  return new OnsetError(
    'bad-input',
    `The loss was no longer a number in epoch ${epoch}: the training diverged. Try a smaller learning rate.`,
  );
}
