import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import { selectBackend } from '../../../backends/index.ts';
import { availableBackends } from '../../../test-helper.ts';
import type { LayerPass } from '../layer-pass.ts';
import { ORDINARY_LAYERS } from '../layer-set.ts';
import { convPoolBy, createNativeLayers } from './index.ts';
import { choosePooling, PLAIN_POOLING } from './pooling.ts';

const [best] = await availableBackends();
const native = best === 'tfjs-node' || best === 'tfjs-node-gpu';
/** Of sums of some hundred products in another order. */
const TOLERANCE = 1e-4;

beforeAll(() => selectBackend(best ?? 'cpu'));

function draw<R extends tf.Rank>(seed: number, ...shape: number[]): tf.Tensor<R> {
  const random = createRandom(seed);
  const values = Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.normal());
  return tf.tensor<R>(values, shape as tf.ShapeMap[R]); // the shapes below fit their ranks
}

/** Value and gradients of both, of a gradient drawn. */
function expectSame(got: LayerPass, expected: LayerPass, wantsInput = true): void {
  expectClose(got.value, expected.value);
  const dy = draw(99, ...expected.value.shape);
  const [back, right] = [got.backward(dy, wantsInput), expected.backward(dy, wantsInput)];
  expect(back.weights).toHaveLength(right.weights.length);
  for (const [index, gradient] of right.weights.entries()) expectClose(back.weights[index], gradient);
  expect(back.input === undefined).toBe(right.input === undefined);
  if (right.input !== undefined) expectClose(back.input, right.input);
}

function expectClose(got: tf.Tensor | undefined, expected: tf.Tensor): void {
  expect(got?.shape).toEqual(expected.shape);
  const values = got?.dataSync() ?? [];
  for (const [index, value] of expected.dataSync().entries())
    expect(Math.abs((values[index] ?? Number.NaN) - value)).toBeLessThan(TOLERANCE);
}

describe.runIf(native)(
  'on native TensorFlow its own operations give the numbers of the ordinary ones',
  () => {
    const poolings = { chosen: choosePooling, plain: () => PLAIN_POOLING };
    for (const [name, pooling] of Object.entries(poolings))
      for (const [size, kernelSize, channels] of [
        [8, 3, 1],
        [9, 3, 3],
        [7, 1, 2],
        [11, 4, 2],
        [4, 3, 1],
      ] as const)
        test(`conv-pool, ${name} pooling: image of ${size}, kernel of ${kernelSize}, ${channels} channels`, () => {
          const chosen = pooling();
          if (chosen === null) return;
          const input = draw<tf.Rank.R4>(1, 3, size, size, channels);
          const kernel = draw<tf.Rank.R4>(2, kernelSize, kernelSize, channels, 4);
          const bias = draw<tf.Rank.R1>(3, 4);
          for (const wantsInput of [true, false])
            expectSame(
              convPoolBy(chosen)(input, kernel, bias),
              ORDINARY_LAYERS.convPool(input, kernel, bias),
              wantsInput,
            );
          // Equal values everywhere.
          const flat = tf.ones<tf.Rank.R4>(input.shape);
          expectSame(convPoolBy(chosen)(flat, kernel, bias), ORDINARY_LAYERS.convPool(flat, kernel, bias));
        });

    for (const activation of ['relu', 'sigmoid', 'linear'] as const)
      test(`dense, ${activation}`, () => {
        const { dense } = createNativeLayers();
        const input = draw(1, 5, 3, 3, 2);
        const kernel = draw<tf.Rank.R2>(2, 18, 4);
        const bias = draw<tf.Rank.R1>(3, 4);
        expectSame(
          dense(input, kernel, bias, activation),
          ORDINARY_LAYERS.dense(input, kernel, bias, activation),
        );
      });
  },
);
