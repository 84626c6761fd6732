import { expect, test } from 'vitest';
import { defaultRunSpec, featureMapSize, runSpec } from './run-spec.ts';

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
  ['another version', { version: 2 }],
])('%s is refused', (_, change) => {
  expect(runSpec.safeParse({ ...emotion, ...change }).success).toBe(false);
});

test('class weights are for emotions only', () => {
  expect(runSpec.safeParse({ ...defaultRunSpec('intensity'), classWeights: 'balanced' }).success).toBe(false);
});
