import { expect, test } from 'vitest';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import type { ModelSpec } from '#shared/domain/model-spec.ts';
import { describeCnnLstm, describeWeights, type ModelDescription, sizeOf } from './description.ts';

const MODEL: ModelSpec = {
  convFilters: [16, 32],
  kernelSize: 3,
  denseUnits: 64,
  lstmUnits: 64,
  lstmLayers: 1,
  bidirectional: false,
  dropout: 0,
};
const INPUT = { framesPerClip: 16, imageSize: 64, representation: 'grey', lengths: 'resample' } as const;
const intensity = (model: Partial<ModelSpec> = {}, input: Partial<InputSpec> = {}) =>
  describeCnnLstm({ ...MODEL, ...model }, { ...INPUT, ...input }, { task: 'intensity' });

const parameterCount = (description: ModelDescription) =>
  describeWeights(description).reduce((total, { shape }) => total + sizeOf(shape), 0);

test('the peers model has the weights that its Keras twin has', () => {
  expect(describeWeights(intensity()).map(({ name, shape }) => [name, ...shape])).toEqual([
    ['conv1/kernel', 3, 3, 1, 16],
    ['conv1/bias', 16],
    ['conv2/kernel', 3, 3, 16, 32],
    ['conv2/bias', 32],
    ['dense/kernel', 6272, 64],
    ['dense/bias', 64],
    ['lstm/kernel', 64, 256],
    ['lstm/recurrent', 64, 256],
    ['lstm/bias', 256],
    ['head/kernel', 64, 1],
    ['head/bias', 1],
  ]);
});

// conv: k² c f + f; dense: features u + u; LSTM: 4 (d u + u² + u); head: u o + o. Feature maps: 64 → 62 → 31 → 29 → 14.
const CONV1 = 9 * 16 + 16;
const CONV2 = 9 * 16 * 32 + 32;
const lstm = (dense: number, units: number) => 4 * (dense * units + units ** 2 + units);

test.each<[string, Partial<ModelSpec>, number]>([
  ['as it is', {}, CONV1 + CONV2 + 6272 * 64 + 64 + lstm(64, 64) + 65],
  [
    'one convolution of 8 filters',
    { convFilters: [8] },
    9 * 8 + 8 + 31 * 31 * 8 * 64 + 64 + lstm(64, 64) + 65,
  ],
  // 64 → 60 → 30 → 26 → 13.
  [
    'kernels of 5',
    { kernelSize: 5 },
    25 * 16 + 16 + 25 * 16 * 32 + 32 + 13 * 13 * 32 * 64 + 64 + lstm(64, 64) + 65,
  ],
  ['dense of 10', { denseUnits: 10 }, CONV1 + CONV2 + 6272 * 10 + 10 + lstm(10, 64) + 65],
  ['LSTM of 20', { lstmUnits: 20 }, CONV1 + CONV2 + 6272 * 64 + 64 + lstm(64, 20) + 21],
  [
    'two LSTMs of 20',
    { lstmUnits: 20, lstmLayers: 2 },
    CONV1 + CONV2 + 6272 * 64 + 64 + lstm(64, 20) + lstm(20, 20) + 21,
  ],
  // The second reads 40 states a frame, the head too.
  [
    'two LSTMs of 20, both ways',
    { lstmUnits: 20, lstmLayers: 2, bidirectional: true },
    CONV1 + CONV2 + 6272 * 64 + 64 + 2 * lstm(64, 20) + 2 * lstm(40, 20) + 41,
  ],
  ['dropout', { dropout: 0.5 }, CONV1 + CONV2 + 6272 * 64 + 64 + lstm(64, 64) + 65],
])('parameters by formula: %s', (_name, model, count) => {
  expect(parameterCount(intensity(model))).toBe(count);
});

test('the image size decides the features, the frames per clip no weight', () => {
  // 32 → 30 → 15 → 13 → 6.
  expect(parameterCount(intensity({}, { framesPerClip: 4, imageSize: 32 }))).toBe(
    CONV1 + CONV2 + 6 * 6 * 32 * 64 + 64 + lstm(64, 64) + 65,
  );
  expect(intensity({}, { framesPerClip: 4, imageSize: 32 }).framesPerClip).toBe(4);
});

test('the head is one sigmoid unit for intensity, a logit a class for emotion', () => {
  expect(intensity().layers.at(-1)).toMatchObject({ units: 1, activation: 'sigmoid' });
  const emotion = describeCnnLstm(MODEL, INPUT, { task: 'emotion', classCount: 7 });
  expect(emotion.layers.at(-1)).toMatchObject({ units: 7, activation: 'linear' });
  expect(parameterCount(emotion) - parameterCount(intensity())).toBe(6 * 65);
});

test('three values a pixel: three times the first kernel', () => {
  for (const representation of ['rgb', 'flow'] as const)
    expect(parameterCount(intensity({}, { representation })) - parameterCount(intensity())).toBe(2 * 9 * 16);
  expect(parameterCount(intensity({}, { representation: 'difference' }))).toBe(parameterCount(intensity()));
});

test('dropout stands after the dense layer and after the last LSTM, which alone gives its last state', () => {
  const { layers } = intensity({ dropout: 0.3, lstmLayers: 2 });
  expect(layers.map(({ name }) => name)).toEqual([
    ...['conv1', 'conv2', 'dense', 'dropout', 'lstm', 'lstm2', 'dropout2', 'head'],
  ]);
  expect(layers.flatMap((layer) => (layer.kind === 'lstm' ? [layer.gives] : []))).toEqual([
    'sequence',
    'last',
  ]);
});

test('an LSTM that reads both ways has its forward weights first', () => {
  const names = describeWeights(intensity({ bidirectional: true })).map(({ name }) => name);
  expect(names.slice(6, 12)).toEqual([
    ...['lstm/kernel', 'lstm/recurrent', 'lstm/bias'],
    ...['lstm/backward/kernel', 'lstm/backward/recurrent', 'lstm/backward/bias'],
  ]);
});

test('masked where lengths are', () => {
  expect(intensity({}, { lengths: 'mask' }).masked).toBe(true);
  expect(intensity().masked).toBe(false);
});
