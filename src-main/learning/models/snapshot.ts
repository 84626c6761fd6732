import * as tf from '@tensorflow/tfjs-core';
import type { PixelScaler } from '../features/pixel-scaler.ts';
import type { TrainState } from '../optimizers/optimizer.ts';
import type { BestEpoch } from './early-stopping.ts';

/**
 * All that a fold's training needs to go on after `epoch`. Orders, dropout and augmentation follow from seed and epoch
 * alone, so there is no random state to keep.
 */
export interface FitSnapshot {
  /** The last finished one. */
  readonly epoch: number;
  /** Steps the optimizer has taken. */
  readonly step: number;
  readonly weights: Float32Array;
  /** The optimizer's own vectors. */
  readonly slots: readonly Float32Array[];
  readonly scaler: PixelScaler;
  /** Null without early stopping. */
  readonly best: BestEpoch | null;
  /** True where early stopping has ended it. */
  readonly stopped: boolean;
}

/** The vectors of a state, read back from the backend. */
export async function readState(state: TrainState): Promise<Pick<FitSnapshot, 'step' | 'weights' | 'slots'>> {
  return {
    step: state.step,
    weights: await readVector(state.weights),
    slots: await Promise.all(state.slots.map(readVector)),
  };
}

/** The weights alone. */
export function readWeights(state: TrainState): Promise<Float32Array> {
  return readVector(state.weights);
}

async function readVector(vector: tf.Tensor1D): Promise<Float32Array> {
  return Float32Array.from(await vector.data());
}

export function restoreState({
  step,
  weights,
  slots,
}: Pick<FitSnapshot, 'step' | 'weights' | 'slots'>): TrainState {
  return { step, weights: tf.tensor1d(weights), slots: slots.map((slot) => tf.tensor1d(slot)) };
}
