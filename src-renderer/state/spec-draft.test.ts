import { expect, test } from 'vitest';
import { defaultRunSpec, runSpec } from '#shared/domain/run-spec.ts';
import { specIssues, withTask } from './spec-draft.ts';

test('another task keeps the rest and stays valid', () => {
  const spec = { ...defaultRunSpec('emotion'), classWeights: 'balanced', epochs: 7 } as const;
  const changed = withTask(spec, 'intensity');
  expect(changed).toMatchObject({
    task: 'intensity',
    epochs: 7,
    classWeights: 'none',
    loss: { kind: 'mse' },
  });
  expect(runSpec.safeParse(changed).success).toBe(true);
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
