import { expect, it } from 'vitest';
import { addSamples, clipIdOf, temporaryCatalog } from '#main/catalog/test-support.ts';
import { createPlan } from '#main/exchange/importers/plan.ts';
import type { ImportedLabel } from '#shared/domain/import.ts';
import { EMPTY_LABEL } from '#shared/domain/label.ts';
import { decideImport } from './decide.ts';

const silent: ImportedLabel = {
  ...{ clipKey: 'a', rater: 'sheet', emotion: null, intensity: null, actionUnits: null },
  ...{ onset: null, apex: null, offset: null, apexEstimated: false },
};

/** Reads rows of our own format, which say all of a label, into the catalog. */
function reader() {
  const catalog = temporaryCatalog();
  addSamples(catalog, [{ name: 'a' }], [{ clip: 'a', rater: 'sheet', emotion: 'fear' }]);
  const clip = clipIdOf(catalog, 'a');
  const read = (labels: readonly ImportedLabel[]) => {
    const plan = createPlan('onset-labels', { clips: [], labels, skipped: [], aliasesApplied: {} });
    const { added, skipped } = catalog.write.imports.apply((stored) => decideImport(plan, stored));
    return { labels: added.labels, skipped: skipped.map(({ reason }) => reason) };
  };
  return { catalog, clip, read };
}

it('a row that says nothing is no label where there was none', () => {
  const { catalog, clip, read } = reader();
  expect(read([{ ...silent, rater: 'other sheet' }])).toEqual({ labels: 0, skipped: [] });
  expect(catalog.read.labels.list([clip]).map(({ raterName }) => raterName)).toEqual(['sheet']);
});

it('a row of a source that says nothing any more takes its label away, and the history keeps it', () => {
  const { catalog, clip, read } = reader();
  expect(read([silent])).toEqual({ labels: 1, skipped: [] });
  expect(catalog.read.labels.list([clip])).toEqual([]);
  expect(catalog.read.summaries.ofClips([clip]).size).toBe(0);
  expect(catalog.read.history.ofClip(clip).map(({ after }) => after?.emotion ?? null)).toEqual([
    null,
    'fear',
  ]);
  expect(read([silent]).labels).toBe(0);
});

it('what a person said stays though a row says nothing', () => {
  const { catalog, clip, read } = reader();
  const ada = catalog.write.raters.enterPerson('Ada');
  catalog.write.labels.put(
    { clipId: clip, raterId: ada, round: 1 },
    { ...EMPTY_LABEL, note: 'brow' },
    '2026-05-02T12:00:00.000Z',
  );
  expect(read([{ ...silent, rater: 'Ada' }]).skipped).toEqual([
    'Ada has labelled it already: what was said here is kept',
  ]);
  expect(catalog.read.labels.get(clip, ada, 1)).toMatchObject({ note: 'brow' });
});
