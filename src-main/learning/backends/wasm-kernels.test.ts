import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import { selectBackend } from './index.ts';

beforeAll(async () => {
  await selectBackend('cpu');
  await selectBackend('wasm');
});

const CASES: {
  size: [number, number];
  filter: [number, number];
  strides: [number, number];
  pad: 'valid' | 'same' | number;
}[] = [
  { size: [6, 6], filter: [3, 3], strides: [1, 1], pad: 'valid' },
  { size: [7, 6], filter: [3, 3], strides: [2, 2], pad: 'valid' },
  { size: [8, 8], filter: [3, 3], strides: [2, 2], pad: 'valid' },
  { size: [5, 7], filter: [3, 2], strides: [1, 1], pad: 'same' },
  { size: [6, 5], filter: [3, 3], strides: [2, 2], pad: 'same' },
  { size: [9, 6], filter: [5, 1], strides: [1, 3], pad: 'valid' },
  { size: [9, 6], filter: [5, 1], strides: [1, 1], pad: 2 },
  { size: [9, 9], filter: [5, 5], strides: [2, 2], pad: 2 },
  { size: [4, 4], filter: [1, 1], strides: [2, 1], pad: 'valid' },
];

describe('the filter gradient that wasm gets from us is that of the cpu backend', () => {
  for (const { size, filter, strides, pad } of CASES)
    test(`image ${size.join('x')}, filter ${filter.join('x')}, strides ${strides.join('x')}, padding ${pad}`, async () => {
      const shape: [number, number, number, number] = [3, ...size, 2];
      const filterShape: [number, number, number, number] = [...filter, 2, 4];
      const { outShape } = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad);
      const random = createRandom(7);
      const draw = (of: readonly number[]) =>
        Array.from({ length: of.reduce((product, length) => product * length, 1) }, () => random.normal());
      const [xValues, dyValues] = [draw(shape), draw(outShape)];
      const gradientOn = async (backend: string) => {
        await tf.setBackend(backend);
        return tf.tidy(() => {
          const inputs = { x: tf.tensor4d(xValues, shape), dy: tf.tensor(dyValues, outShape) };
          const attrs = { strides, pad, dataFormat: 'NHWC', filterShape };
          const gradient: tf.Tensor = tf.engine().runKernel(tf.Conv2DBackpropFilter, inputs, attrs);
          expect(gradient.shape).toEqual(filterShape);
          return [...gradient.dataSync()];
        });
      };
      const expected = await gradientOn('cpu');
      const got = await gradientOn('wasm');
      for (const [index, value] of expected.entries()) expect(got[index]).toBeCloseTo(value, 4);
    });
});

test('it leaves nothing behind in the memory of wasm', async () => {
  await tf.setBackend('wasm');
  const x = tf.ones<tf.Rank.R4>([2, 6, 6, 1]);
  const dy = tf.ones<tf.Rank.R4>([2, 4, 4, 3]);
  const attrs = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC', filterShape: [3, 3, 1, 3] };
  const before = tf.backend().numDataIds();
  const gradient: tf.Tensor = tf.engine().runKernel(tf.Conv2DBackpropFilter, { x, dy }, attrs);
  expect(tf.backend().numDataIds()).toBe(before + 1);
  tf.dispose([x, dy, gradient]);
});
