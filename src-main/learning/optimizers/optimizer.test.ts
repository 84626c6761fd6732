import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OptimizerSpec } from '#shared/domain/learning-spec.ts';
import { selectBackend } from '../backends/index.ts';
import { createOptimizer } from './optimizer.ts';

beforeAll(() => selectBackend('cpu'));

/** The one weight after each of the steps. */
function path(
  spec: OptimizerSpec,
  start: number,
  gradients: readonly number[],
  learningRate: number,
): number[] {
  const optimizer = createOptimizer(spec);
  let state = optimizer.start(new Float32Array([start]));
  return gradients.map((gradient) => {
    state = optimizer.step(state, tf.tensor1d([gradient]), learningRate);
    return state.weights.dataSync()[0] ?? Number.NaN;
  });
}

describe('Adam', () => {
  test('the first step is the learning rate against the sign of the gradient', () => {
    // mean = 0.1 g, variance = 0.001 g², rate = lr sqrt(0.001) / 0.1: change = lr g / (|g| + 1e-7 / sqrt(0.001)).
    expect(path({ kind: 'adam' }, 1, [0.5], 0.01)[0]).toBeCloseTo(1 - 0.01, 6);
    expect(path({ kind: 'adam' }, 1, [-4], 0.01)[0]).toBeCloseTo(1 + 0.01, 6);
    expect(path({ kind: 'adam' }, 1, [0], 0.01)[0]).toBe(1);
    expect(path({ kind: 'adam' }, 1, [0.5], 0.02)[0]).toBeCloseTo(1 - 0.02, 6);
  });

  test('a gradient as small as epsilon takes a small step: epsilon stands beside the uncorrected root, as in Keras', () => {
    // g = 1e-6: change = lr * 1e-6 / (1e-6 + 1e-7 / sqrt(0.001)) = lr / (1 + 3.16228).
    expect(path({ kind: 'adam' }, 0, [1e-6], 0.01)[0]).toBeCloseTo(-0.01 / 4.16228, 7);
  });

  test('the second step uses both running means', () => {
    // Gradients 1, then 3: mean 0.9 * 0.1 + 0.3 = 0.39, variance 0.999 * 0.001 + 0.009 = 0.009999.
    // rate = lr sqrt(1 - 0.999²) / (1 - 0.9²): change = lr 0.0447102 / 0.19 * 0.39 / 0.099995 = 0.917780 lr.
    const [first = 0, second = 0] = path({ kind: 'adam' }, 0, [1, 3], 0.1);
    expect(first - second).toBeCloseTo(0.091778, 7);
  });
});

describe('AdamW', () => {
  test('two steps: the weight shrinks by lr * decay, then takes the step of Adam', () => {
    // From 2, lr 0.1, decay 0.5: 2 * 0.95 - 0.1 = 1.8; 1.8 * 0.95 - 0.091778 = 1.618222 (the steps as for Adam above).
    const [first, second] = path({ kind: 'adamw', weightDecay: 0.5 }, 2, [1, 3], 0.1);
    expect(first).toBeCloseTo(1.8, 6);
    expect(second).toBeCloseTo(1.618222, 5);
  });

  test('without a gradient only the decay is left; without decay it is Adam', () => {
    expect(path({ kind: 'adamw', weightDecay: 0.2 }, 3, [0], 0.5)[0]).toBeCloseTo(2.7, 6);
    const gradients = [1, -2, 0.3, 5];
    expect(path({ kind: 'adamw', weightDecay: 0 }, 2, gradients, 0.1)).toEqual(
      path({ kind: 'adam' }, 2, gradients, 0.1),
    );
  });
});

describe('SGD', () => {
  test('without momentum each step is lr * gradient', () => {
    const [first, second] = path({ kind: 'sgd', momentum: 0 }, 1, [2, -1], 0.1);
    expect(first).toBeCloseTo(0.8, 6);
    expect(second).toBeCloseTo(0.9, 6);
  });

  test('momentum keeps a share of the step before', () => {
    // velocity -0.2, then 0.5 * -0.2 + 0.1 = 0, then -0.3: 1 → 0.8 → 0.8 → 0.5.
    const [first, second, third] = path({ kind: 'sgd', momentum: 0.5 }, 1, [2, -1, 3], 0.1);
    expect(first).toBeCloseTo(0.8, 6);
    expect(second).toBeCloseTo(0.8, 6);
    expect(third).toBeCloseTo(0.5, 6);
    expect(path({ kind: 'sgd', momentum: 0.9 }, 1, [2, -1], 0.1)[1]).toBeCloseTo(0.8 - 0.08, 6);
  });
});

describe.each<[OptimizerSpec, number]>([
  [{ kind: 'adam' }, 2],
  [{ kind: 'adamw', weightDecay: 0.01 }, 2],
  [{ kind: 'sgd', momentum: 0 }, 0],
  [{ kind: 'sgd', momentum: 0.9 }, 1],
])('the state of %o', (spec, slotCount) => {
  test('a saved and restored state goes on as if nothing had been, and steps in a tidy leave nothing behind', () => {
    const optimizer = createOptimizer(spec);
    const before = tf.memory().numTensors;
    const steps = (from: ReturnType<typeof optimizer.start>, count: number) => {
      let state = from;
      for (let step = 0; step < count; step++) {
        const next = tf.tidy(() => {
          const gradient = tf.mul<tf.Tensor1D>(state.weights, tf.tensor1d([1, -2, 0.5]));
          return optimizer.step(state, gradient, 0.05);
        });
        tf.dispose(state);
        state = next;
      }
      return state;
    };
    const halfWay = steps(optimizer.start(new Float32Array([1, 2, -3])), 4);
    expect(halfWay.slots).toHaveLength(slotCount);
    expect(tf.memory().numTensors - before).toBe(1 + slotCount);
    const restored = {
      weights: tf.tensor1d(halfWay.weights.dataSync()),
      slots: halfWay.slots.map((slot) => tf.tensor1d(slot.dataSync())),
      step: halfWay.step,
    };
    const [straight, resumed] = [steps(halfWay, 3), steps(restored, 3)];
    expect(straight.step).toBe(7);
    expect([...resumed.weights.dataSync()]).toEqual([...straight.weights.dataSync()]);
    tf.dispose([straight, resumed]);
  });
});
