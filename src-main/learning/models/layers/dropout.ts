import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '#shared/base/random.ts';
import type { LayerPass } from './layer-pass.ts';

/**
 * Sets about a share `rate` of the values to 0 and divides the others by 1 - rate, so that the mean stays. The seed
 * decides which, the same on every backend. With a seed of null nothing is dropped.
 */
export function dropout(input: tf.Tensor, rate: number, seed: number | null): LayerPass {
  if (seed === null || rate === 0)
    return { value: tf.clone(input), backward: (dy) => ({ input: tf.clone(dy), weights: [] }) };
  const factors = tf.tensor(dropoutFactors(input.size, rate, seed), input.shape);
  return {
    value: tf.mul(input, factors),
    backward: (dy) => ({ input: tf.mul(dy, factors), weights: [] }),
  };
}

function dropoutFactors(count: number, rate: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const kept = 1 / (1 - rate);
  const out = new Float32Array(count);
  for (let i = 0; i < count; i++) out[i] = random.next() < rate ? 0 : kept;
  return out;
}
