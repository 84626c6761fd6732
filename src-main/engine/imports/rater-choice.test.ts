import { expect, it } from 'vitest';
import { temporaryCatalog } from '#main/catalog/test-support.ts';
import { createPlan } from '#main/exchange/importers/plan.ts';
import type { ImportedRater, ImportKind } from '#shared/domain/import.ts';
import { createRaterChoice } from './rater-choice.ts';

function choose(kind: ImportKind, name: string, raters: readonly ImportedRater[] = []) {
  const parts = { clips: [], labels: [], skipped: [], aliasesApplied: {} };
  return createRaterChoice({ ...createPlan(kind, parts), raters }, temporaryCatalog().read.imports)(name);
}

it('a table of labels cannot say that a person or a source is who holds what was decided by hand', () => {
  for (const kind of ['person', 'source', 'model'] as const)
    for (const name of ['Adjudicated', 'adjudicated'])
      expect(choose('onset-labels', name, [{ name, kind }])).toEqual({
        problem: expect.stringContaining(`${name} cannot be a ${kind}`),
      });
  expect(choose('onset-labels', 'Ana', [{ name: 'Ana', kind: 'adjudicated' }])).toHaveProperty('problem');
  expect(choose('intensities', 'adjudicated')).toHaveProperty('problem');
  const decided = { name: 'Adjudicated', kind: 'adjudicated' } as const;
  expect(choose('onset-labels', 'Adjudicated', [decided])).toEqual({ rater: { ...decided, scheme: null } });
});

it('a sheet of that name gets another', () => {
  expect(choose('coding-sheet', 'adjudicated')).toMatchObject({
    rater: { name: 'adjudicated (source)', kind: 'source' },
  });
});
