import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import type { ModelSpec } from '#shared/domain/model-spec.ts';
import { selectBackend } from '../backends/index.ts';
import { availableBackends } from '../test-helper.ts';
import { describeCnnLstm, type Head, type ModelDescription } from './description.ts';
import { type RunOptions, runModel } from './executor.ts';
import { initialWeights } from './initial-weights.ts';

// 11 → 9 → 4 → 2 → 1: the first pooling drops a row.
const MODEL: ModelSpec = {
  convFilters: [2, 3],
  kernelSize: 3,
  denseUnits: 3,
  lstmUnits: 2,
  lstmLayers: 1,
  bidirectional: false,
  dropout: 0,
};
type Input = Pick<InputSpec, 'framesPerClip' | 'imageSize' | 'representation' | 'lengths'>;
const INPUT: Input = { framesPerClip: 3, imageSize: 11, representation: 'grey', lengths: 'resample' };
const MASKED: Input = { ...INPUT, lengths: 'mask' };
const INTENSITY: Head = { task: 'intensity' };
const EMOTION: Head = { task: 'emotion', classCount: 3 };
const BOTH_WAYS: Partial<ModelSpec> = { lstmLayers: 2, bidirectional: true };
const PLAIN: RunOptions = { frameCounts: null, dropoutSeed: null };

interface Case {
  readonly model: Partial<ModelSpec>;
  readonly input: Input;
  readonly head: Head;
  readonly options: RunOptions;
}
const CASES: Readonly<Record<string, Case>> = {
  'one LSTM': { model: {}, input: INPUT, head: INTENSITY, options: PLAIN },
  'a class each': { model: {}, input: INPUT, head: EMOTION, options: PLAIN },
  'colour, stacked': {
    model: { lstmLayers: 3 },
    input: { ...INPUT, representation: 'rgb' },
    head: EMOTION,
    options: PLAIN,
  },
  'both ways, stacked': { model: BOTH_WAYS, input: INPUT, head: INTENSITY, options: PLAIN },
  'masked, both ways, stacked, dropout': {
    model: { ...BOTH_WAYS, dropout: 0.4 },
    input: MASKED,
    head: EMOTION,
    options: { frameCounts: [2, 3], dropoutSeed: 7 },
  },
};

const backends = await availableBackends();
beforeAll(() => selectBackend('cpu'));
afterEach(() => selectBackend('cpu'));

function draw(count: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: count }, () => random.normal());
}

function drawFrames({ framesPerClip, imageSize, channels }: ModelDescription, clips: number, seed: number) {
  return draw(clips * framesPerClip * imageSize ** 2 * channels, seed);
}

/** Biases included, so that no gradient is 0 for want of a bias. */
function drawWeights(description: ModelDescription): Float32Array {
  const random = createRandom(3);
  return initialWeights(description, 1).map((weight) => weight + 0.1 * random.normal());
}

/** Of two clips: the outputs, a weighted sum of them, and its gradient by all weights, on the active backend. */
function sumAndGradient(
  description: ModelDescription,
  weights: Float32Array,
  frames: Float32Array,
  options: RunOptions,
) {
  const { framesPerClip, imageSize, channels } = description;
  return tf.tidy(() => {
    const shape: [number, number, number, number] = [2 * framesPerClip, imageSize, imageSize, channels];
    const run = runModel(description, tf.tensor1d(weights), tf.tensor4d(frames, shape), options);
    const factors = tf.tensor(draw(run.yPred.size, 5), run.yPred.shape);
    const gradient = run.backward(factors).dataSync();
    const sum = tf.sum(tf.mul(run.yPred, factors)).dataSync()[0] ?? Number.NaN;
    return { sum, yPred: [...run.yPred.dataSync()], embedding: run.embedding.arraySync(), gradient };
  });
}

describe('the gradient by every weight is the slope of the outputs', () => {
  for (const [name, { model, input, head, options }] of Object.entries(CASES))
    test(name, () => {
      const description = describeCnnLstm({ ...MODEL, ...model }, input, head);
      const weights = drawWeights(description);
      const frames = drawFrames(description, 2, 11);
      const { gradient } = sumAndGradient(description, weights, frames, options);
      expect(gradient).toHaveLength(weights.length);
      expect(gradient.filter((slope) => slope !== 0).length).toBeGreaterThan(weights.length / 2);
      const step = 1e-3;
      const sumAt = (index: number, by: number) => {
        const nudged = weights.map((weight, at) => (at === index ? weight + by : weight));
        return sumAndGradient(description, nudged, frames, options).sum;
      };
      for (const [index, slope] of gradient.entries()) {
        const difference = (sumAt(index, step) - sumAt(index, -step)) / (2 * step);
        expect(Math.abs(slope - difference)).toBeLessThan(5e-4 + 0.02 * Math.abs(difference));
      }
    });
});

describe('outputs and gradients on each backend are those of cpu within 1e-4', () => {
  for (const backend of backends.filter((name) => name !== 'cpu'))
    for (const [name, { model, input, head, options }] of Object.entries(CASES))
      test(`${backend}: ${name}`, async () => {
        const larger = { ...input, imageSize: 17 };
        const description = describeCnnLstm({ ...MODEL, convFilters: [4, 8], ...model }, larger, head);
        const weights = drawWeights(description);
        const frames = drawFrames(description, 2, 12);
        const expected = sumAndGradient(description, weights, frames, options);
        await selectBackend(backend);
        const got = sumAndGradient(description, weights, frames, options);
        expect(furthest(got.yPred, expected.yPred)).toBeLessThan(1e-4);
        expect(furthest(got.gradient, expected.gradient)).toBeLessThan(1e-4);
      });
});

function furthest(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(got.length).toBe(expected.length);
  return Math.max(...Array.from(expected, (value, index) => Math.abs((got[index] ?? Number.NaN) - value)));
}

describe('masked', () => {
  const description = describeCnnLstm({ ...MODEL, ...BOTH_WAYS }, MASKED, INTENSITY);
  const weights = drawWeights(description);
  const frames = drawFrames(description, 2, 11);
  const frameSize = INPUT.imageSize ** 2;

  test('what stands where frames are missing counts for nothing', () => {
    const options = { ...PLAIN, frameCounts: [2, 1] };
    const others = frames.map((value, index) => {
      const frame = Math.floor(index / frameSize);
      return frame === 2 || frame >= 4 ? value + 3 : value;
    });
    const got = sumAndGradient(description, weights, others, options);
    expect(got).toEqual(sumAndGradient(description, weights, frames, options));
    expect(got.yPred).not.toEqual(sumAndGradient(description, weights, frames, PLAIN).yPred);
  });

  test('clips cut short are clips of so many frames', () => {
    const short = describeCnnLstm({ ...MODEL, ...BOTH_WAYS }, { ...INPUT, framesPerClip: 2 }, INTENSITY);
    const cut = frames.filter((_, index) => Math.floor(index / frameSize) % 3 < 2);
    const expected = sumAndGradient(short, weights, cut, PLAIN);
    const got = sumAndGradient(description, weights, frames, { ...PLAIN, frameCounts: [2, 2] });
    expect(furthest(got.yPred, expected.yPred)).toBeLessThan(1e-6);
    expect(furthest(got.gradient, expected.gradient)).toBeLessThan(1e-5);
  });

  test('a model that takes every frame for real is not asked to leave some out', () => {
    const every = describeCnnLstm(MODEL, INPUT, INTENSITY);
    const run = () =>
      sumAndGradient(every, drawWeights(every), frames, { frameCounts: [1, 1], dropoutSeed: null });
    expect(run).toThrow('every frame');
  });
});

describe('dropout', () => {
  const description = describeCnnLstm({ ...MODEL, dropout: 0.5 }, INPUT, INTENSITY);
  const weights = drawWeights(description);
  const frames = drawFrames(description, 2, 11);
  const run = (dropoutSeed: number | null) =>
    sumAndGradient(description, weights, frames, { frameCounts: null, dropoutSeed });

  test('its seed decides; without one nothing is dropped', () => {
    expect(run(1)).toEqual(run(1));
    expect(run(1).gradient).not.toEqual(run(2).gradient);
    const without = describeCnnLstm(MODEL, INPUT, INTENSITY);
    expect(run(null)).toEqual(sumAndGradient(without, weights, frames, PLAIN));
  });

  test('the embedding is what the head takes', () => {
    const { embedding, yPred } = run(3);
    const [first = 0, second = 0, bias = 0] = weights.slice(-3);
    for (const [clip, [a = 0, b = 0]] of embedding.entries())
      expect(yPred[clip]).toBeCloseTo(1 / (1 + Math.exp(-(first * a + second * b + bias))), 5);
    expect(embedding.flat()).toContain(0);
  });
});

describe('going forward and backward leaves no tensor behind', () => {
  for (const backend of backends)
    test(backend, async () => {
      await selectBackend(backend);
      const description = describeCnnLstm({ ...MODEL, ...BOTH_WAYS, dropout: 0.2 }, MASKED, EMOTION);
      const weights = drawWeights(description);
      const frames = drawFrames(description, 2, 13);
      const before = tf.memory();
      for (let step = 0; step < 3; step++)
        sumAndGradient(description, weights, frames, { frameCounts: [3, 1], dropoutSeed: step });
      expect(tf.memory().numTensors).toBe(before.numTensors);
      expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
    });
});
