import { describe, expect, test } from 'vitest';
import { featureMapSize } from './model-spec.ts';
import { defaultRunSpec, parseRunSpec, runSpec, upgradedSpec } from './run-spec.ts';

const emotion = defaultRunSpec('emotion');

test('the defaults of both tasks are valid', () => {
  expect(runSpec.safeParse(emotion).success).toBe(true);
  expect(runSpec.safeParse(defaultRunSpec('intensity')).success).toBe(true);
});

test('two 3x3 convolutions with pooling leave 14 of 64 pixels', () => {
  expect(featureMapSize({ ...emotion.model, convFilters: [16, 32], kernelSize: 3 }, 64)).toBe(14);
});

test.each([
  ['a regression loss for emotions', { loss: { kind: 'mse' } }],
  [
    'an image the convolutions use up',
    { input: { ...emotion.input, imageSize: 8 }, model: { ...emotion.model, convFilters: [4, 4, 4] } },
  ],
  ['an unknown field', { learningrate: 1 }],
  ['another version', { version: 3 }],
  ['density weights for emotions', { densityWeights: { bins: 20, sigmaBins: 2 } }],
  [
    'brightness of a flow',
    {
      input: { ...emotion.input, representation: 'flow' },
      augmentation: { ...emotion.augmentation, brightness: 0.1 },
    },
  ],
  ['a warm-up as long as the training', { schedule: { kind: 'cosine', warmupEpochs: 15, finalShare: 0 } }],
  [
    'embedding SMOTE between distributions',
    {
      loss: { kind: 'kl' },
      sampling: { kind: 'embedding-smote', neighbours: 5, headEpochs: 10 },
    },
  ],
])('%s is refused', (_, change) => {
  expect(runSpec.safeParse({ ...emotion, ...change }).success).toBe(false);
});

test.each([
  ['class weights', { classWeights: { kind: 'balanced' } }],
  ['balanced sampling', { sampling: { kind: 'balanced' } }],
  ['the CCC of one clip', { loss: { kind: 'ccc' }, batchSize: 1 }],
  ['CCC with density weights', { loss: { kind: 'ccc' }, densityWeights: { bins: 20, sigmaBins: 2 } }],
])('%s is not for intensities', (_, change) => {
  expect(runSpec.safeParse({ ...defaultRunSpec('intensity'), ...change }).success).toBe(false);
});

describe('a spec of version 1', () => {
  const { augmentation, densityWeights, sampling, optimizer, schedule, earlyStopping, ...rest } = emotion;
  const { lengths, ...input } = emotion.input;
  const { lstmLayers, bidirectional, dropout, ...model } = emotion.model;
  const old = {
    ...{ ...rest, version: 1, input, model },
    ...{ loss: { kind: 'cross-entropy' }, classWeights: 'balanced' },
  };

  test('means what it meant', () => {
    expect(parseRunSpec(old)).toEqual({ ...emotion, classWeights: { kind: 'balanced' } });
    const focal = { ...old, loss: { kind: 'focal', gamma: 1 } };
    expect(parseRunSpec(focal).loss).toEqual({ kind: 'focal', gamma: 1 });
  });

  test('in part gives a part', () => {
    expect(upgradedSpec({ version: 1, classWeights: 'none' })).toMatchObject({
      version: 2,
      classWeights: { kind: 'none' },
    });
    expect(upgradedSpec({ version: 1 })).not.toHaveProperty('input');
  });

  test('with a mistake is refused', () => {
    expect(() => parseRunSpec({ ...old, epochs: 0 })).toThrow();
  });
});
