import { expect, test } from 'vitest';
import {
  parseClassWeights,
  parseLoss,
  parseOptimizer,
  parseSampling,
  parseSplit,
} from './parse-spec-words.ts';

test.each([
  ['loso', { kind: 'loso' }],
  ['given', { kind: 'given' }],
  ['kfold', { kind: 'kfold', folds: 5 }],
  ['kfold:7', { kind: 'kfold', folds: 7 }],
  ['holdout:0.2', { kind: 'holdout', testShare: 0.2 }],
  ['holdout-clips:0.3', { kind: 'holdout-clips', testShare: 0.3 }],
])('split %s', (text, split) => {
  expect(parseSplit(text)).toEqual(split);
});

test.each(['', 'kfold:', 'kfold:1', 'kfold:2.5', 'holdout:1', 'holdout:0', 'loso:3', 'kfold:5:1', 'other'])(
  'split %j is refused',
  (text) => {
    expect(() => parseSplit(text)).toThrow(/use loso, kfold:5, holdout:0\.2, holdout-clips:0\.2 or given\.$/);
  },
);

test('a number of a loss is the usual one unless said', () => {
  expect(parseLoss('focal')).toEqual({ kind: 'focal', gamma: 2 });
  expect(parseLoss('focal:0')).toEqual({ kind: 'focal', gamma: 0 });
  expect(parseLoss('huber:0.25')).toEqual({ kind: 'huber', delta: 0.25 });
  expect(parseLoss('cross-entropy:0.1')).toEqual({ kind: 'cross-entropy', labelSmoothing: 0.1 });
  expect(parseLoss('kl')).toEqual({ kind: 'kl' });
});

test.each(['focal:', 'focal:-1', 'focal:x', 'focal:1:2', 'mse:1', 'hinge', 'toString', ''])(
  'loss %j is refused',
  (text) => {
    expect(() => parseLoss(text)).toThrow(/use mse, .*focal:2/);
  },
);

test('the other words', () => {
  expect(parseClassWeights('effective-number:0.99')).toEqual({ kind: 'effective-number', beta: 0.99 });
  expect(parseSampling('embedding-smote:3')).toEqual({
    ...{ kind: 'embedding-smote', neighbours: 3, headEpochs: 50 },
  });
  expect(parseOptimizer('adamw:0.1')).toEqual({ kind: 'adamw', weightDecay: 0.1 });
  expect(() => parseClassWeights('given')).toThrow(/--class-weights given is none: use none, balanced/);
  expect(() => parseOptimizer('sgd:1')).toThrow(/--optimizer sgd:1 is none/);
});
