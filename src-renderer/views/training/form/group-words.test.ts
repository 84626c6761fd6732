import { expect, test } from 'vitest';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { GROUP_PARTS, type GroupName, groupWords, isPreset } from './group-words.ts';

const emotion = defaultRunSpec('emotion');
const intensity = defaultRunSpec('intensity');

test('every part of a spec that the form can change is in one group', () => {
  const parts: string[] = Object.values(GROUP_PARTS).flat();
  expect([...parts, 'clipIds', 'version'].sort()).toEqual(Object.keys(emotion).sort());
});

test.each<[GroupName, Partial<RunSpec>, string]>([
  ['augmentation', {}, 'none'],
  [
    'augmentation',
    { augmentation: { flip: true, shiftPixels: 2, brightness: 0, temporalCrop: 0.25 } },
    'flip, shift 2 px, temporal crop 0.25',
  ],
  [
    'imbalance',
    {
      classWeights: { kind: 'balanced' },
      sampling: { kind: 'embedding-smote', neighbours: 3, headEpochs: 9 },
    },
    'balanced class weights, embedding SMOTE, 3 neighbours',
  ],
  ['stopping', { earlyStopping: { validationShare: 0.2, patience: 4 } }, 'patience 4, validation share 0.2'],
  ['schedule', { schedule: { kind: 'step', everyEpochs: 3, factor: 0.1 } }, '× 0.1 every 3 epochs'],
  ['task', { target: { from: 'rater', rater: 'Ada' } }, 'emotion, only Ada'],
  [
    'model',
    { model: { ...emotion.model, lstmLayers: 2, bidirectional: true, dropout: 0.3 } },
    'convolutions 8-16, dense 64, LSTM 2 × 64, both directions, dropout 0.3',
  ],
])('%s of %j is said in words', (group, change, words) => {
  expect(groupWords(group, { ...emotion, ...change })).toBe(words);
});

test('what is as it starts with is told from what was changed, by task', () => {
  const groups = ['task', 'loss', 'imbalance', 'run'] as const;
  const changed = (spec: RunSpec) => groups.filter((group) => !isPreset(group, spec));
  expect(changed(emotion)).toEqual([]);
  expect(changed(intensity)).toEqual([]);
  expect(changed({ ...intensity, densityWeights: { bins: 20, sigmaBins: 2 }, seed: 2 })).toEqual([
    'imbalance',
    'run',
  ]);
});
