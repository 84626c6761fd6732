import { describe, expect, test } from 'vitest';
import {
  importOptions,
  importRequestFromOptions,
  parseLoss,
  parseSplit,
  specFromOptions,
  trainOptions,
} from './options.ts';

const emotion = trainOptions.parse({ project: 'p', task: 'emotion' });

describe('train options', () => {
  test('each one changes its field and nothing else', () => {
    const plain = specFromOptions(emotion, {});
    const spec = specFromOptions(
      trainOptions.parse({
        project: 'p',
        task: 'emotion',
        split: 'loso',
        epochs: '3',
        loss: 'focal:1.5',
        classWeights: 'balanced',
        imageSize: '48',
        frames: '7',
        seed: '9',
        backend: 'wasm',
      }),
      {},
    );
    expect(spec).toEqual({
      ...plain,
      split: { kind: 'loso' },
      epochs: 3,
      loss: { kind: 'focal', gamma: 1.5 },
      classWeights: 'balanced',
      input: { ...plain.input, imageSize: 48, framesPerClip: 7 },
      seed: 9,
      backend: 'wasm',
    });
  });

  test('an option wins over the file, the file over the defaults', () => {
    const spec = specFromOptions(
      { ...emotion, epochs: 3 },
      { epochs: 9, batchSize: 5, input: { imageSize: 64 } },
    );
    expect(spec.epochs).toBe(3);
    expect(spec.batchSize).toBe(5);
    expect(spec.input.imageSize).toBe(64);
    expect(spec.input.framesPerClip).toBe(specFromOptions(emotion, {}).input.framesPerClip);
  });

  test('a loss of the other task, an unknown field and a wrong number are named', () => {
    expect(() => specFromOptions({ ...emotion, loss: 'mse' }, {})).toThrow(
      /loss: The loss mse is not for the emotion task/,
    );
    expect(() => specFromOptions(emotion, { epoch: 3 })).toThrow(/epoch/);
    expect(() => specFromOptions({ ...emotion, epochs: 0 }, {})).toThrow(/epochs/);
  });
});

test.each([
  ['loso', { kind: 'loso' }],
  ['given', { kind: 'given' }],
  ['kfold:5', { kind: 'kfold', folds: 5 }],
  ['holdout:0.2', { kind: 'holdout', testShare: 0.2 }],
  ['holdout-clips:0.3', { kind: 'holdout-clips', testShare: 0.3 }],
])('split %s', (text, split) => {
  expect(parseSplit(text)).toEqual(split);
});

test.each(['', 'kfold', 'kfold:1', 'kfold:2.5', 'holdout:1', 'holdout:0', 'loso:3', 'kfold:5:1', 'other'])(
  'split %j is refused',
  (text) => {
    expect(() => parseSplit(text)).toThrow(/use loso/);
  },
);

test('focal takes its gamma, 2 unless said', () => {
  expect(parseLoss('focal')).toEqual({ kind: 'focal', gamma: 2 });
  expect(parseLoss('focal:0')).toEqual({ kind: 'focal', gamma: 0 });
  for (const text of ['focal:', 'focal:-1', 'focal:x', 'mse:1', 'hinge'])
    expect(() => parseLoss(text)).toThrow(/use mse/);
});

describe('import options', () => {
  const options = importOptions.parse({ project: 'p', as: 'folder-per-class' });

  test('pairs become maps', () => {
    const request = importRequestFromOptions('/data', {
      ...options,
      alias: ['glad=happiness'],
      split: ['train1=train', 'test=test'],
    });
    expect(request).toMatchObject({
      source: '/data',
      aliases: { glad: 'happiness' },
      splits: { train1: 'train', test: 'test' },
    });
  });

  test.each([
    [{ alias: ['glad'] }, /--alias glad is none/],
    [{ split: ['a=dev'] }, /--split is not valid/],
    [{ fps: 'fast' }, /fps/],
  ])('%j is refused', (bad, reason) => {
    expect(() => importRequestFromOptions('/data', { ...options, ...bad })).toThrow(reason);
  });
});
