import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { selectBackend } from '../../backends/index.ts';
import { dropout } from './dropout.ts';

beforeAll(() => selectBackend('cpu'));

test('a share of the values is 0, the others are larger by as much as keeps the mean', () => {
  const { value } = dropout(tf.fill([100, 100], 3), 0.25, 1);
  const values = value.dataSync();
  expect(new Set(values)).toEqual(new Set([0, 4]));
  const dropped = values.filter((one) => one === 0).length / 10_000;
  // Four standard deviations of a share of 0.25 among 10,000.
  expect(Math.abs(dropped - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 10_000));
});

test('the gradient goes where the value went, by the same factor', () => {
  const pass = dropout(tf.ones([50]), 0.5, 2);
  const back = pass.backward(tf.fill([50], 10), true);
  expect([...(back.input?.dataSync() ?? [])]).toEqual(
    [...pass.value.dataSync()].map((factor) => 10 * factor),
  );
});

test('the seed decides what is dropped; without one nothing is', () => {
  const of = (seed: number | null) => [...dropout(tf.ones([50]), 0.5, seed).value.dataSync()];
  expect(of(3)).toEqual(of(3));
  expect(of(3)).not.toEqual(of(4));
  expect(of(null)).toEqual(new Array(50).fill(1));
});
