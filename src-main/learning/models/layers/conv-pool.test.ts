import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import { selectBackend } from '../../backends/index.ts';
import { convPoolBackward, convPoolForward } from './conv-pool.ts';

beforeAll(() => selectBackend('cpu'));

/** TensorFlow.js's own kernels, in the order of the textbook: convolution, bias, relu, max-pool. */
function textbook(input: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor1D, dy: tf.Tensor4D) {
  const run = (name: string, inputs: tf.NamedTensorMap, attrs: object): tf.Tensor4D =>
    tf.engine().runKernel(name, inputs, attrs as tf.NamedAttrMap); // plain numbers, strings and arrays
  const conv = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC' };
  const pool = { filterSize: [2, 2], strides: [2, 2], pad: 'valid' };
  const activated = tf.relu(tf.add<tf.Tensor4D>(tf.conv2d(input, kernel, 1, 'valid'), bias));
  const output = tf.maxPool(activated, 2, 2, 'valid');
  const dActivated = run(tf.MaxPoolGrad, { dy, input: activated, output }, pool);
  const dSums = tf.mul<tf.Tensor4D>(dActivated, tf.sign(activated));
  return {
    output,
    dInput: run(tf.Conv2DBackpropInput, { dy: dSums, filter: kernel }, { ...conv, inputShape: input.shape }),
    dKernel: run(tf.Conv2DBackpropFilter, { x: input, dy: dSums }, { ...conv, filterShape: kernel.shape }),
    dBias: tf.sum(dSums, [0, 1, 2]),
  };
}

function expectSame(got: tf.Tensor | undefined, expected: tf.Tensor): void {
  expect(got?.shape).toEqual(expected.shape);
  const values = got?.dataSync() ?? [];
  for (const [index, value] of expected.dataSync().entries()) expect(values[index]).toBeCloseTo(value, 4);
}

describe('value and gradients are those of conv, bias, relu, max-pool one after the other', () => {
  for (const [size, kernelSize] of [
    [8, 3],
    [9, 3],
    [7, 1],
    [10, 5],
    [11, 4],
    [4, 3],
  ] as const)
    test(`image of ${size}, kernel of ${kernelSize}`, () => {
      const random = createRandom(size * 31 + kernelSize);
      const draw = <R extends tf.Rank>(...shape: number[]) =>
        tf.tensor<R>(
          Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.normal()),
          shape as tf.ShapeMap[R],
        ); // the shapes below fit their ranks
      const pooled = Math.floor((size - kernelSize + 1) / 2);
      const input = draw<tf.Rank.R4>(3, size, size, 2);
      const kernel = draw<tf.Rank.R4>(kernelSize, kernelSize, 2, 4);
      const bias = draw<tf.Rank.R1>(4);
      const dy = draw<tf.Rank.R4>(3, pooled, pooled, 4);
      const expected = textbook(input, kernel, bias, dy);
      const { value, saved } = convPoolForward(input, kernel, bias);
      const backward = convPoolBackward(dy, kernel, saved, true);
      expectSame(value, expected.output);
      expectSame(backward.input, expected.dInput);
      expectSame(backward.weights[0], expected.dKernel);
      expectSame(backward.weights[1], expected.dBias);
      expect(convPoolBackward(dy, kernel, saved, false).input).toBeUndefined();
    });
});

test('of equal values one alone gets the gradient: a constant image moves the bias once a pooled pixel', () => {
  const { saved } = convPoolForward(tf.ones([1, 5, 5, 1]), tf.ones([2, 2, 1, 1]), tf.tensor1d([0]));
  const { input, weights } = convPoolBackward(tf.ones([1, 2, 2, 1]), tf.ones([2, 2, 1, 1]), saved, true);
  expect([...(weights[1]?.dataSync() ?? [])]).toEqual([4]);
  // Each of 4 filter places meets 4 winners, all pixels being 1.
  expect([...(weights[0]?.dataSync() ?? [])]).toEqual([4, 4, 4, 4]);
  // The winners are upper left, at (0, 0), (0, 2), (2, 0), (2, 2): their 2 x 2 squares tile 4 x 4.
  expect(input?.arraySync()).toEqual(
    [
      [1, 1, 1, 1, 0],
      [1, 1, 1, 1, 0],
      [1, 1, 1, 1, 0],
      [1, 1, 1, 1, 0],
      [0, 0, 0, 0, 0],
    ]
      .map((row) => row.map((value) => [value]))
      .reduce<number[][][][]>((image, row) => [[...(image[0] ?? []), row]], []),
  );
});
