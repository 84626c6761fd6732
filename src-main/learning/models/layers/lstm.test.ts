import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { selectBackend } from '../../backends/index.ts';
import { lstmBackward, lstmForward } from './lstm.ts';

beforeAll(() => selectBackend('cpu'));

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** One unit, one feature, by the equations: i, f, o by sigmoid, the candidate by tanh. */
function byHand(
  inputs: readonly number[],
  kernel: readonly number[],
  recurrent: readonly number[],
  bias: readonly number[],
) {
  let [cell, hidden] = [0, 0];
  for (const x of inputs) {
    const [i = 0, f = 0, c = 0, o = 0] = kernel.map(
      (w, gate) => w * x + (recurrent[gate] ?? 0) * hidden + (bias[gate] ?? 0),
    );
    cell = sigmoid(f) * cell + sigmoid(i) * Math.tanh(c);
    hidden = sigmoid(o) * Math.tanh(cell);
  }
  return hidden;
}

test('one step with numbers worked out: gates lie in the order i, f, c, o', () => {
  // i = σ(ln 3) = 0.75; f meets a cell of 0; candidate tanh(atanh 0.4) = 0.4; cell 0.3; o = σ(ln 4) = 0.8.
  const kernel = tf.tensor2d([[Math.log(3), 100, Math.atanh(0.4), Math.log(4)]]);
  const { value } = lstmForward(tf.tensor3d([[[1]]]), kernel, tf.zeros([1, 4]), tf.zeros([4]));
  expect(value.shape).toEqual([1, 1, 1]);
  expect(value.dataSync()[0]).toBeCloseTo(0.8 * Math.tanh(0.3), 6);
});

test('several steps follow the equations, clips of a batch do not mix', () => {
  const [kernel, recurrent, bias] = [
    [0.5, -0.3, 0.8, 0.2],
    [0.1, 0.4, -0.6, 0.7],
    [0, 1, 0.1, -0.2],
  ];
  const clips = [
    [1, -2, 0.5],
    [0.3, 0.9, -1.5],
  ];
  const { value } = lstmForward(
    tf.tensor3d([0, 1, 2].map((time) => clips.map((clip) => [clip[time] ?? 0]))),
    tf.tensor2d([kernel]),
    tf.tensor2d([recurrent]),
    tf.tensor1d(bias),
  );
  for (const [index, clip] of clips.entries())
    for (const time of clip.keys())
      expect(value.dataSync()[2 * time + index]).toBeCloseTo(
        byHand(clip.slice(0, time + 1), kernel, recurrent, bias),
        6,
      );
});

test('gradients of one unit are the differences of the equations', () => {
  const clip = [1, -2, 0.5, 0.7];
  const weights = {
    kernel: [0.5, -0.3, 0.8, 0.2],
    recurrent: [0.1, 0.4, -0.6, 0.7],
    bias: [0, 1, 0.1, -0.2],
  };
  // The last state, and three times the second.
  const hidden = (w: typeof weights, inputs = clip) =>
    byHand(inputs, w.kernel, w.recurrent, w.bias) +
    3 * byHand(inputs.slice(0, 2), w.kernel, w.recurrent, w.bias);
  const kernel = tf.tensor2d([weights.kernel]);
  const recurrent = tf.tensor2d([weights.recurrent]);
  const { saved } = lstmForward(
    tf.tensor3d(clip.map((x) => [[x]])),
    kernel,
    recurrent,
    tf.tensor1d(weights.bias),
  );
  const backward = lstmBackward(tf.tensor3d([[[0]], [[3]], [[0]], [[1]]]), kernel, recurrent, saved);
  const step = 1e-5;
  const nudged = (values: readonly number[], at: number, by: number) =>
    values.map((v, i) => (i === at ? v + by : v));
  for (const [index, part] of (['kernel', 'recurrent', 'bias'] as const).entries())
    for (let gate = 0; gate < 4; gate++) {
      const at = (by: number) => hidden({ ...weights, [part]: nudged(weights[part], gate, by) });
      expect(backward.weights[index]?.dataSync()[gate]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 5);
    }
  for (const time of clip.keys()) {
    const at = (by: number) => hidden(weights, nudged(clip, time, by));
    expect(backward.input?.dataSync()[time]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 5);
  }
});
