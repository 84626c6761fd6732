import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { selectBackend } from '../../backends/index.ts';
import { denseBackward, denseForward } from './dense.ts';

beforeAll(() => selectBackend('cpu'));

// x = (1, 2), kernel [[1, -1], [2, 0]], bias (0.5, 0.5): sums (5.5, -0.5).
const INPUT = () => tf.tensor2d([[1, 2]]);
const KERNEL = () =>
  tf.tensor2d([
    [1, -1],
    [2, 0],
  ]);
const BIAS = () => tf.tensor1d([0.5, 0.5]);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const slope = (x: number) => sigmoid(x) * (1 - sigmoid(x));

test.each([
  ['linear', [5.5, -0.5], [1, 1]],
  ['relu', [5.5, 0], [1, 0]],
  ['sigmoid', [sigmoid(5.5), sigmoid(-0.5)], [slope(5.5), slope(-0.5)]],
] as const)('%s: value and gradients by hand', (activation, value, [a, b]) => {
  const forward = denseForward(INPUT(), KERNEL(), BIAS(), activation);
  const dy = tf.tensor2d([[1, 10]]);
  const { input, weights } = denseBackward(dy, [1, 2], KERNEL(), forward.saved, activation);
  const expectClose = (got: tf.Tensor | undefined, expected: readonly number[]) => {
    for (const [index, number] of expected.entries()) expect(got?.dataSync()[index]).toBeCloseTo(number, 5);
  };
  const [dA, dB] = [a, 10 * b];
  expectClose(forward.value, value);
  expectClose(input, [dA - dB, 2 * dA]);
  expectClose(weights[0], [dA, dB, 2 * dA, 2 * dB]);
  expectClose(weights[1], [dA, dB]);
});

test('what it gets is flattened, and its gradient has the shape it got', () => {
  const { value, saved } = denseForward(tf.ones([2, 3, 3, 2]), tf.ones([18, 1]), tf.zeros([1]), 'linear');
  expect(value.arraySync()).toEqual([[18], [18]]);
  expect(
    denseBackward(tf.ones([2, 1]), [2, 3, 3, 2], tf.ones([18, 1]), saved, 'linear').input?.shape,
  ).toEqual([2, 3, 3, 2]);
});
