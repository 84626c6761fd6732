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
