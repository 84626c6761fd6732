import { expect, test } from 'vitest';
import { defaultRunSpec, type RunSpec, runSpec } from '#shared/domain/run-spec.ts';
import { draftOf, specIssues, withTask } from './spec-draft.ts';

test('another task keeps the rest, takes its own loss, weights and sampling, and stays valid', () => {
  const spec: RunSpec = {
    ...defaultRunSpec('emotion'),
    loss: { kind: 'focal', gamma: 2 },
    classWeights: { kind: 'balanced' },
    sampling: { kind: 'balanced' },
    epochs: 7,
    optimizer: { kind: 'sgd', momentum: 0.5 },
  };
  const intensity = withTask(spec, 'intensity');
  expect(intensity).toMatchObject({
    task: 'intensity',
    epochs: 7,
    optimizer: { kind: 'sgd', momentum: 0.5 },
    loss: { kind: 'mse' },
    classWeights: { kind: 'none' },
    sampling: { kind: 'shuffled' },
  });
  expect(runSpec.safeParse(intensity).success).toBe(true);
  const weighed = { ...intensity, densityWeights: { bins: 20, sigmaBins: 2 } };
  expect(runSpec.safeParse(weighed).success).toBe(true);
  expect(runSpec.safeParse(withTask(weighed, 'emotion')).success).toBe(true);
});

test.each([
  ['Ada', 'Ada', { from: 'rater-then-raters', rater: null }],
  ['Bob', 'Ada', { from: 'rater-then-raters', rater: 'Bob' }],
  ['Bob', null, { from: 'rater-then-raters', rater: 'Bob' }],
  [null, 'Ada', { from: 'raters' }],
])('a spec that names %j, taken by %j, learns the same labels', (rater, me, target) => {
  const spec = { ...defaultRunSpec('emotion'), target: { from: 'rater-then-raters', rater } } as const;
  expect(draftOf(spec, me).target).toEqual(target);
});

test('an invalid field is named by its path', () => {
  const spec = defaultRunSpec('emotion');
  expect(specIssues(spec).size).toBe(0);
  const issues = specIssues({ ...spec, epochs: Number.NaN, input: { ...spec.input, imageSize: 1 } });
  expect([...issues.keys()].sort()).toEqual(['epochs', 'input.imageSize']);
});

test.each([
  [{ epochs: Number.NaN }, 'epochs', 'A number is needed.'],
  [{ epochs: 2.5 }, 'epochs', 'A whole number is needed.'],
  [{ epochs: 0 }, 'epochs', 'At least 1.'],
  [{ epochs: 10_001 }, 'epochs', 'At most 10000.'],
  [{ learningRate: 0 }, 'learningRate', 'More than 0.'],
  [{ split: { kind: 'holdout', testShare: 1 } }, 'split.testShare', 'Less than 1.'],
] as const)('%j is explained', (change, path, words) => {
  expect(specIssues({ ...defaultRunSpec('emotion'), ...change }).get(path)).toBe(words);
});
