import { expect, test } from 'vitest';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { specFromText, specText } from './spec-file.ts';

test('what is saved comes back', () => {
  const spec = { ...defaultRunSpec('intensity'), epochs: 7, loss: { kind: 'huber', delta: 0.3 } } as const;
  expect(specFromText(specText(spec))).toEqual({ spec });
});

test('a spec of the first version becomes one of today', () => {
  const { augmentation, densityWeights, sampling, optimizer, schedule, earlyStopping, ...same } =
    defaultRunSpec('emotion');
  const first = {
    ...same,
    version: 1,
    input: { framesPerClip: 4, imageSize: 20, window: 'clip', representation: 'grey' },
    model: { convFilters: [3], kernelSize: 3, denseUnits: 4, lstmUnits: 5 },
    loss: { kind: 'cross-entropy' },
    classWeights: 'balanced',
  };
  expect(specFromText(JSON.stringify(first))).toMatchObject({
    spec: { version: 2, classWeights: { kind: 'balanced' }, model: { lstmUnits: 5, lstmLayers: 1 } },
  });
});

test.each([
  ['not {', 'it is not JSON.'],
  [specText({ ...defaultRunSpec('emotion'), epochs: 0 }), /^epochs: /],
  [
    specText({ ...defaultRunSpec('emotion'), loss: { kind: 'mse' } }),
    /^loss: The loss mse is not for the emotion/,
  ],
])('%j is refused in words', (text, words) => {
  const read = specFromText(text);
  expect('problem' in read ? read.problem : null).toMatch(words);
});
