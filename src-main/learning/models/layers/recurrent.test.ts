import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { selectBackend } from '../../backends/index.ts';
import { ORDINARY_LAYERS } from './layer-set.ts';
import { recurrent } from './recurrent.ts';
import { orderInTime } from './time-order.ts';

beforeAll(() => selectBackend('cpu'));

/** sin(a n + b) for n = 0, 1, …: the same numbers here and in Keras. */
const wave = (shape: number[], a: number, b: number, scale = 1) =>
  tf.tensor(
    Array.from({ length: shape.reduce((x, y) => x * y) }, (_, n) => scale * Math.sin(n * a + b)),
    shape,
  );
const [TIME, BATCH, UNITS] = [4, 2, 2];

/** Kernel, recurrent kernel and bias, forward and backward; the k-th weight starts its wave at `start` + k. */
function weightsOf(features: number, start: number): tf.Tensor[] {
  const one = [[features, 4 * UNITS], [UNITS, 4 * UNITS], [4 * UNITS]];
  return [...one, ...one].map((shape, k) => wave(shape, 0.9, start + k, 0.8));
}

/** Two bidirectional LSTMs, the first giving sequences; the gradients of sum(y * wave) by the input and all weights. */
function stacked(frameCounts: readonly number[] | null) {
  const options = { framesPerClip: TIME, frameCounts, bidirectional: true };
  const x = wave([BATCH * TIME, 2], 0.7, 0.1);
  const first = recurrent(
    tf.reshape(x, [BATCH * TIME, 2]),
    weightsOf(2, 1),
    { ...options, gives: 'sequence' },
    ORDINARY_LAYERS.lstm,
  );
  const sequence = tf.reshape<tf.Rank.R2>(first.value, [BATCH * TIME, 2 * UNITS]);
  const second = recurrent(
    sequence,
    weightsOf(2 * UNITS, 20),
    { ...options, gives: 'last' },
    ORDINARY_LAYERS.lstm,
  );
  const back = second.backward(wave(second.value.shape, 1.1, 0.3), true);
  const { input, weights } = first.backward(back.input ?? tf.zeros(sequence.shape), true);
  return { y: second.value, dx: input, gradients: [...weights, ...back.weights] };
}

/**
 * What Keras 2.15 gives for
 *   l1 = Bidirectional(LSTM(2, return_sequences=True)); l2 = Bidirectional(LSTM(2)); y = l2(l1(x, mask=m), mask=m)
 * with the weights and input above, and tf.GradientTape's gradients of reduce_sum(y * wave) by x and the weights, of
 * which the sum over gradient * sin(0.5 n + 0.2) stands here. The mask is None, or [[1, 1, 1, 1], [1, 1, 0, 0]].
 */
const KERAS = [
  {
    frameCounts: null,
    y: [-0.027805, 0.175327, -0.053453, -0.264854, 0.029672, 0.194787, -0.022377, -0.198535],
    dx: [
      ...[0.003179, 0.005898, -0.016676, -0.006357, 0.025095, 0.014532, 0.035705, 0.034734],
      ...[-0.079245, -0.046215, -0.052754, -0.018214, -0.111022, -0.044044, -0.087611, -0.031347],
    ],
    sums: [
      ...[0.080637, -0.017681, 0.17843, 0.021919, 0.00349, -0.067595],
      ...[0.050606, -0.019939, -0.138187, -0.098247, -0.019522, 0.395519],
    ],
  },
  {
    frameCounts: [4, 2],
    y: [-0.027805, 0.175327, -0.053453, -0.264854, 0.170026, 0.138739, -0.024787, -0.179628],
    dx: [
      ...[0.003179, 0.005898, -0.016676, -0.006357, 0.025095, 0.014532, 0.035705, 0.034734],
      ...[-0.111112, -0.061898, -0.06419, -0.032293, 0, 0, 0, 0],
    ],
    sums: [
      ...[0.001388, 0.00541, 0.114016, -0.009214, -0.004221, -0.037353],
      ...[0.045381, 0.056747, 0.058666, -0.087356, -0.002779, 0.34448],
    ],
  },
];

describe('two LSTMs, both ways, one on the other: values and gradients are those of Keras', () => {
  for (const { frameCounts, y, dx, sums } of KERAS)
    test(frameCounts === null ? 'clips of one length' : 'masked', () => {
      const got = stacked(frameCounts);
      const expectClose = (tensor: tf.Tensor | undefined, expected: readonly number[]) => {
        const values = [...(tensor?.dataSync() ?? [])];
        expect(values).toHaveLength(expected.length);
        for (const [index, value] of expected.entries()) expect(values[index]).toBeCloseTo(value, 5);
      };
      expectClose(got.y, y);
      expectClose(got.dx, dx);
      const dots = got.gradients.map((gradient) => tf.sum(tf.mul(gradient, wave(gradient.shape, 0.5, 0.2))));
      expectClose(tf.stack(dots), sums);
    });
});

test('read backwards, two clips of three and two frames among four: the last real frame comes first', () => {
  const { toSteps, toClips, last } = orderInTime([3, 2], 4, 'backward');
  // Rows of the first clip are 0 to 3, of the second 4 to 7.
  expect([...toSteps]).toEqual([2, 5, 1, 4, 0, 6, 3, 7]);
  expect([...toClips].map((row) => toSteps[row])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  // The state after the third step of the first clip, after the second of the second.
  expect([...last]).toEqual([4, 3]);
  expect([...orderInTime([3, 2], 4, 'forward').toSteps]).toEqual([0, 4, 1, 5, 2, 6, 3, 7]);
});

test.each([0, 5, 1.5])('a clip of %d frames does not fit into 4', (count) => {
  expect(() => orderInTime([count], 4, 'forward')).toThrow('does not fit into 4');
});
