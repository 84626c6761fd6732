import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { passOver, tryBackend } from './trials.ts';

const untold = async () => {};

test('a backend that computes wrongly has failed; one that is left out has not', async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  const { kernelFunc, ...product } = tf.getKernel(tf.Multiply, 'cpu');
  tf.unregisterKernel(tf.Multiply, 'cpu');
  tf.registerKernel({ ...product, kernelFunc: tf.getKernel(tf.Add, 'cpu').kernelFunc });
  expect(await tryBackend('cpu', untold)).toMatchObject({
    loaded: null,
    whyNot: expect.stringMatching(/^It computes wrongly: a small training step gave /),
    failed: true,
  });
  tf.unregisterKernel(tf.Multiply, 'cpu');
  tf.registerKernel({ ...product, kernelFunc });

  passOver('wasm', 'It is not asked for.');
  expect(await tryBackend('wasm', untold)).toMatchObject({ loaded: null, failed: false });
});
