import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../models/description.ts';
import { runModel } from '../models/executor.ts';

/**
 * One tiny training step, worked out by hand: the image 1…9 in rows of 3, the filter [[1, 0], [0, 1]], max-pool by 2,
 * times 0.5, squared distance to 5. The convolution gives [[6, 8], [12, 14]], so the prediction is 14 * 0.5 = 7 and
 * the loss 4; its gradient by the prediction is 4, by the factor 4 * 14, by the filter 4 * 0.5 * [[5, 6], [8, 9]].
 */
const MODEL: ModelDescription = {
  framesPerClip: 1,
  imageSize: 3,
  channels: 1,
  masked: false,
  layers: [
    { kind: 'conv-pool', name: 'conv', filters: 1, kernelSize: 2 },
    { kind: 'dense', name: 'head', units: 1, activation: 'linear' },
  ],
};
const WEIGHTS = [1, 0, 0, 1, /* bias */ 0, /* factor */ 0.5, /* bias */ 0];
const EXPECTED = [/* loss */ 4, /* filter */ 10, 12, 16, 18, /* bias */ 2, /* factor */ 56, /* bias */ 4];
const TOLERANCE = 1e-3;

/** Takes the step on the active backend. Gives what is wrong in words if its numbers are off, else null; throws what the backend throws. */
export async function tryTrainingStep(): Promise<string | null> {
  const [loss, gradient] = tf.tidy(() => {
    const image = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    const run = runModel(MODEL, tf.tensor1d(WEIGHTS), image, { frameCounts: null, dropoutSeed: null });
    const error = tf.sub(run.yPred, 5);
    return [tf.reshape(tf.square(error), [1]), run.backward(tf.mul(error, 2))];
  });
  // WebGPU has no reading while one waits.
  const got = [...(await loss.data()), ...(await gradient.data())];
  tf.dispose([loss, gradient]);
  const right = EXPECTED.every((value, index) => Math.abs((got[index] ?? Number.NaN) - value) <= TOLERANCE);
  return right ? null : `a small training step gave ${got.join(' ')} where ${EXPECTED.join(' ')} is right`;
}
