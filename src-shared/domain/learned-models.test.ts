import { expect, test } from 'vitest';
import { learnedModels, weightCount } from './learned-models.ts';

const INDEX = {
  format: 'float32, little-endian; the weights one after the other, each in C order',
  classes: ['fear', 'happiness'],
  weights: [
    { name: 'conv1/kernel', shape: [3, 3, 1, 2] },
    { name: 'conv1/bias', shape: [2] },
  ],
};

test('runs of before there were channels, masks and ways to read are read as what they were', () => {
  const old = {
    ...INDEX,
    model: {
      framesPerClip: 12,
      imageSize: 32,
      layers: [
        { kind: 'conv-pool', name: 'conv1', filters: 2, kernelSize: 3 },
        { kind: 'lstm', name: 'lstm', units: 4 },
        { kind: 'dense', name: 'head', units: 2, activation: 'linear' },
      ],
    },
    folds: [{ file: 'fold-0.bin', name: 'fold 1', scaler: { mean: 0.5, std: 0.25 } }],
  };
  const { model, folds } = learnedModels.parse(old);
  expect(model).toMatchObject({ channels: 1, masked: false });
  expect(model.layers[1]).toEqual({
    kind: 'lstm',
    name: 'lstm',
    units: 4,
    bidirectional: false,
    gives: 'last',
  });
  expect(folds[0]?.scaler).toEqual({ means: [0.5], stds: [0.25] });
});

test('values in a file are counted by its shapes', () => {
  expect(weightCount(INDEX)).toBe(20);
  expect(weightCount({ weights: [] })).toBe(0);
});

test('a file elsewhere than beside it is refused', () => {
  const fold = { name: 'fold 1', scaler: { means: [0], stds: [1] } };
  const model = { framesPerClip: 1, imageSize: 8, layers: [] };
  const of = (file: string) =>
    learnedModels.safeParse({ ...INDEX, model, folds: [{ file, ...fold }] }).success;
  expect(of('fold-12.bin')).toBe(true);
  expect(of('../../elsewhere.bin')).toBe(false);
});
