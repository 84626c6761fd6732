import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeCnnLstm, describeWeights, sizeOf } from '#main/learning/models/description.ts';
import { runModel } from '#main/learning/models/executor.ts';
import { createRandom } from '#shared/base/random.ts';
import type { LearnedModels } from '#shared/domain/learned-models.ts';
import type { ModelSpec } from '#shared/domain/model-spec.ts';
import { toLayersModel } from './layers-model.ts';
import { learnedModel } from './learned-model.ts';
import { toOnnx } from './onnx-model.ts';

/**
 * What other programs compute from an export is what our own executor computes from the run's weights and scaled
 * input. 13 pixels leave something for the pooling to round away; two convolutions would show channels in a wrong order.
 */
const MODEL: ModelSpec = {
  ...{ convFilters: [3, 5], kernelSize: 3, denseUnits: 6, lstmUnits: 4 },
  ...{ lstmLayers: 1, bidirectional: false, dropout: 0 },
};
const CLASSES = ['fear', 'happiness', 'surprise'];
const BATCH = 3;
const FRAMES = 5;
const SIZE = 13;
const TOLERANCE = 1e-4;

interface Case {
  readonly model?: Partial<ModelSpec>;
  readonly representation?: 'grey' | 'rgb';
  readonly task?: 'emotion' | 'intensity';
  readonly frameCounts?: readonly number[];
}

/** A model with random weights in the form in which a run leaves it, and clips for it. */
function example({ model = {}, representation = 'grey', task = 'emotion', frameCounts }: Case) {
  const description = describeCnnLstm(
    { ...MODEL, ...model },
    { framesPerClip: FRAMES, imageSize: SIZE, representation, lengths: frameCounts ? 'mask' : 'resample' },
    task === 'emotion' ? { task, classCount: CLASSES.length } : { task },
  );
  const random = createRandom(7);
  const weights = describeWeights(description).map(({ name, shape }) => ({ name, shape: [...shape] }));
  // Large enough to tell clips apart through every layer, small enough not to saturate.
  const spreadOf = (shape: readonly number[]) =>
    shape.length === 1 ? 0.1 : 2 / Math.sqrt(sizeOf(shape.slice(0, -1)));
  const flat = Float32Array.from(
    weights.flatMap(({ shape }) =>
      Array.from({ length: sizeOf(shape) }, () => random.normal() * spreadOf(shape)),
    ),
  );
  const scaler = { means: [0.4, 0.6, 0.1], stds: [0.25, 0.4, 0.1] };
  const models: LearnedModels = {
    model: description,
    classes: task === 'emotion' ? CLASSES : [],
    weights,
    folds: [{ file: 'fold-0.bin', name: 'fold 1', scaler }],
  };
  const valuesPerFrame = SIZE ** 2 * description.channels;
  const valuesPerClip = FRAMES * valuesPerFrame;
  // Each clip lighter than the one before.
  const light = (place: number) => Math.floor(place / valuesPerClip) / BATCH;
  const frames = Float32Array.from(
    { length: BATCH * valuesPerClip },
    (_, place) => light(place) + random.next() / BATCH,
  );
  return { description, models, flat, scaler, frames, valuesPerFrame, frameCounts: frameCounts ?? null };
}
type Example = ReturnType<typeof example>;

/** A row a clip, by our own executor. */
function ours({ description, models, flat, scaler, frames, frameCounts }: Example): number[][] {
  const { channels } = description;
  const scaled = frames.map((value, place) => {
    const channel = place % channels;
    return (value - (scaler.means[channel] ?? 0)) / (scaler.stds[channel] ?? 1);
  });
  return tf.tidy(() => {
    const images = tf.tensor4d(scaled, [BATCH * FRAMES, SIZE, SIZE, channels]);
    const { yPred } = runModel(description, tf.tensor1d(flat), images, { frameCounts, dropoutSeed: null });
    return (models.classes.length > 0 ? tf.softmax(yPred) : yPred).arraySync();
  });
}

async function byOnnxRuntime({
  description,
  models,
  flat,
  frames,
  frameCounts,
}: Example): Promise<number[][]> {
  const session = await InferenceSession.create(toOnnx(learnedModel(models, 0, flat)));
  const shape = [BATCH, FRAMES, SIZE, SIZE, description.channels];
  const counts = frameCounts === null ? {} : { frameCounts: new Tensor('int32', frameCounts, [BATCH]) };
  const outputs = await session.run({ frames: new Tensor('float32', frames, shape), ...counts });
  const [name = ''] = session.outputNames;
  expect(name).toBe(models.classes.length > 0 ? 'probabilities' : 'intensity');
  const values = outputs[name]?.data;
  if (!(values instanceof Float32Array)) throw new Error('ONNX Runtime gave no numbers.');
  const width = values.length / BATCH;
  return Array.from({ length: BATCH }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);
}

async function byTfjsLayers({ description, models, flat, frames }: Example): Promise<number[][]> {
  const { json, weights } = toLayersModel(learnedModel(models, 0, flat), 'fold-0.weights.bin');
  const { modelTopology, weightsManifest } = JSON.parse(json);
  const weightSpecs = weightsManifest[0].weights;
  const weightData = new Uint8Array(weights).buffer;
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  const output = model.predict(
    tf.tensor5d(frames, [BATCH, FRAMES, SIZE, SIZE, description.channels]),
  ) as tf.Tensor2D; // a model of one output
  return output.arraySync();
}

function expectSame(actual: readonly number[][], expected: readonly number[][]): void {
  expect(actual).toHaveLength(expected.length);
  const furthest = actual
    .flat()
    .map((value, place) => Math.abs(value - (expected.flat()[place] ?? Number.NaN)));
  expect(Math.max(...furthest)).toBeLessThan(TOLERANCE);
  // Clips that all give the same would show nothing.
  const spread = (column: number) => {
    const values = expected.map((row) => row[column] ?? Number.NaN);
    return Math.max(...values) - Math.min(...values);
  };
  const [first = []] = expected;
  expect(Math.max(...first.map((_, column) => spread(column)))).toBeGreaterThan(20 * TOLERANCE);
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each<[string, Case]>([
  ['the default', {}],
  [
    'reading both ways, stacked, with dropout',
    { model: { bidirectional: true, lstmLayers: 3, dropout: 0.5 } },
  ],
  ['stacked one way', { model: { lstmLayers: 2 } }],
  ['in colour', { representation: 'rgb' }],
  ['an intensity', { task: 'intensity' }],
])('%s', (_, changes) => {
  const made = example(changes);
  test('gives the same in ONNX Runtime', async () => expectSame(await byOnnxRuntime(made), ours(made)));
  test('gives the same in TF.js', async () => expectSame(await byTfjsLayers(made), ours(made)));
});

describe.each([false, true])('masked, reading both ways: %s', (bidirectional) => {
  const made = example({ model: { bidirectional, lstmLayers: 2 }, frameCounts: [5, 2, 3] });
  test('gives the same in ONNX Runtime, whatever stands in the frames that are not there', async () => {
    const { frames, valuesPerFrame } = made;
    const expected = ours(made);
    expectSame(await byOnnxRuntime(made), expected);
    const other = frames.slice().fill(0.9, (FRAMES + 2) * valuesPerFrame, 2 * FRAMES * valuesPerFrame);
    expectSame(await byOnnxRuntime({ ...made, frames: other }), expected);
  });
  test('gives the same in TF.js for clips that have every frame', async () => {
    const whole = { ...made, frameCounts: [FRAMES, FRAMES, FRAMES] };
    expectSame(await byTfjsLayers(whole), ours(whole));
  });
});
