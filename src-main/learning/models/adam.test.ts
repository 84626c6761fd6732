import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { selectBackend } from '../backends/index.ts';
import { adamStep, startState, type TrainState } from './adam.ts';

beforeAll(() => selectBackend('cpu'));

const valuesOf = (state: TrainState) => [...state.weights.dataSync()];

test('the first step is the learning rate against the sign of the gradient', () => {
  // mean = 0.1 g, variance = 0.001 g², rate = lr sqrt(0.001) / 0.1: change = lr g / (|g| + 1e-7 / sqrt(0.001)).
  const state = startState(new Float32Array([1, 1, 1]));
  const stepped = adamStep(state, tf.tensor1d([0.5, -4, 0]), 0.01);
  const [a, b, c] = valuesOf(stepped);
  expect(a).toBeCloseTo(1 - 0.01, 6);
  expect(b).toBeCloseTo(1 + 0.01, 6);
  expect(c).toBe(1);
  expect(valuesOf(adamStep(state, tf.tensor1d([0.5, -4, 0]), 0.02))[0]).toBeCloseTo(1 - 0.02, 6);
});

test('a gradient as small as epsilon takes a small step: epsilon stands beside the uncorrected root, as in Keras', () => {
  // g = 1e-6: change = lr * 1e-6 / (1e-6 + 1e-7 / sqrt(0.001)) = lr / (1 + 3.16228).
  const stepped = adamStep(startState(new Float32Array([0])), tf.tensor1d([1e-6]), 0.01);
  expect(valuesOf(stepped)[0]).toBeCloseTo(-0.01 / 4.16228, 7);
});

test('the second step uses both running means', () => {
  // Gradients 1, then 3: mean 0.9 * 0.1 + 0.3 = 0.39, variance 0.999 * 0.001 + 0.009 = 0.009999.
  // rate = lr sqrt(1 - 0.999²) / (1 - 0.9²): change = lr 0.0447102 / 0.19 * 0.39 / 0.099995 = 0.917780 lr.
  const first = adamStep(startState(new Float32Array([0])), tf.tensor1d([1]), 0.1);
  const second = adamStep(first, tf.tensor1d([3]), 0.1);
  expect((valuesOf(first)[0] ?? 0) - (valuesOf(second)[0] ?? 0)).toBeCloseTo(0.091778, 7);
  expect(second.step).toBe(2);
});
