import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import type { LossSpec } from '#shared/domain/run-spec.ts';
import { selectBackend } from '../backends/index.ts';
import { createLoss } from '../losses/loss.ts';
import { availableBackends } from '../test-helper.ts';
import { startState } from './adam.ts';
import { type Batch, trainOnBatch } from './batch-steps.ts';
import { describeCnnLstm, type Head, type ModelDescription } from './description.ts';
import { runModel } from './executor.ts';
import { initialWeights } from './initial-weights.ts';

// 11 → 9 → 4 → 2 → 1: the first pooling drops a row.
const SMALL = { convFilters: [2, 3], kernelSize: 3, denseUnits: 3, lstmUnits: 2 };
const INPUT = { framesPerClip: 3, imageSize: 11 };
const CASES: { head: Head; loss: LossSpec; yTrue: number[] }[] = [
  { head: { task: 'intensity' }, loss: { kind: 'mse' }, yTrue: [0.9, 0.2] },
  { head: { task: 'emotion', classCount: 3 }, loss: { kind: 'focal', gamma: 1.5 }, yTrue: [2, 0] },
];

const backends = await availableBackends();
beforeAll(() => selectBackend('cpu'));
afterEach(() => selectBackend('cpu'));

function drawBatch({ framesPerClip, imageSize }: ModelDescription, size: number, seed: number): Batch {
  const random = createRandom(seed);
  return {
    size,
    frames: Float32Array.from({ length: size * framesPerClip * imageSize ** 2 }, () => random.normal()),
  };
}

/** Biases included, so that no gradient is 0 for want of a bias. */
function drawWeights(description: ModelDescription): Float32Array {
  const random = createRandom(3);
  return initialWeights(description, 1).map((weight) => weight + 0.1 * random.normal());
}

/** Mean loss and its gradient by all weights on the active backend. */
function lossAndGradient(
  description: ModelDescription,
  loss: LossSpec,
  weights: Float32Array,
  batch: Batch,
  yTrue: number[],
) {
  return tf.tidy(() => {
    const { framesPerClip, imageSize } = description;
    const frames = tf.tensor4d(batch.frames, [batch.size * framesPerClip, imageSize, imageSize, 1]);
    const run = runModel(description, tf.tensor1d(weights), frames);
    const { sum, divisor, gradient } = createLoss(loss, null)(yTrue, run.yPred);
    return { value: (sum.dataSync()[0] ?? 0) / divisor, gradient: [...run.backward(gradient).dataSync()] };
  });
}

describe('the gradient by every weight is the slope of the loss', () => {
  for (const { head, loss, yTrue } of CASES)
    test(`${head.task}, ${loss.kind}`, () => {
      const description = describeCnnLstm(SMALL, INPUT, head);
      const weights = drawWeights(description);
      const batch = drawBatch(description, 2, 11);
      const { gradient } = lossAndGradient(description, loss, weights, batch, yTrue);
      expect(gradient).toHaveLength(weights.length);
      const step = 1e-3;
      const lossAt = (index: number, by: number) => {
        const nudged = weights.map((weight, at) => (at === index ? weight + by : weight));
        return lossAndGradient(description, loss, nudged, batch, yTrue).value;
      };
      for (const [index, slope] of gradient.entries()) {
        const difference = (lossAt(index, step) - lossAt(index, -step)) / (2 * step);
        expect(Math.abs(slope - difference)).toBeLessThan(2e-4 + 0.02 * Math.abs(difference));
      }
    });
});

describe('loss and gradients on each backend are those of cpu within 1e-3', () => {
  for (const backend of backends.filter((name) => name !== 'cpu'))
    for (const { head, loss, yTrue } of CASES)
      test(`${backend}: ${head.task}, ${loss.kind}`, async () => {
        const description = describeCnnLstm(
          { ...SMALL, convFilters: [4, 8] },
          { framesPerClip: 5, imageSize: 17 },
          head,
        );
        const weights = drawWeights(description);
        const batch = drawBatch(description, 2, 12);
        const expected = lossAndGradient(description, loss, weights, batch, yTrue);
        await selectBackend(backend);
        const got = lossAndGradient(description, loss, weights, batch, yTrue);
        expect(Math.abs(got.value - expected.value)).toBeLessThan(1e-3);
        for (const [index, slope] of expected.gradient.entries())
          expect(Math.abs((got.gradient[index] ?? Number.NaN) - slope)).toBeLessThan(1e-3);
      });
});

describe('a training step leaves no tensor behind', () => {
  for (const backend of backends)
    test(backend, async () => {
      await selectBackend(backend);
      const description = describeCnnLstm(SMALL, INPUT, { task: 'intensity' });
      const batch = drawBatch(description, 2, 13);
      const loss = createLoss({ kind: 'mse' }, null);
      let state = startState(initialWeights(description, 1));
      const before = tf.memory();
      for (let step = 0; step < 3; step++)
        state = trainOnBatch(description, state, batch, [0, 1], loss, 0.01).state;
      expect(tf.memory().numTensors).toBe(before.numTensors);
      expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
      tf.dispose(state);
    });
});
