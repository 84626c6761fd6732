import { expect, it } from 'vitest';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import type { TraceValues } from '#shared/domain/trace.ts';
import { type Catalog, LABEL_ITEM, parseLabel, parseTrace, serializeLabel, serializeTrace } from './index.ts';
import { addSamples, clipIdOf, temporaryCatalog } from './test-support.ts';

const AT = '2030-01-01T00:00:00.000Z';

/** Frames 100 to 109 give way to those of these numbers. */
function reframe(catalog: Catalog, numbers: readonly number[]): void {
  const clip = {
    ...{ key: 'a', name: 'a', subject: null, split: null, fps: null, root: '/media', contentHash: 'new' },
    frames: numbers.map((sourceNumber) => ({ path: `a/${sourceNumber}.png`, sourceNumber })),
  };
  const none = { newClips: [], relinked: [], filled: [], emotions: [], labels: [], traces: [], subjects: [] };
  const changes = { ...none, reframed: [{ id: clipIdOf(catalog, 'a'), clip }] };
  catalog.write.imports.apply(() => ({ changes }));
}

it('marks and points follow their frames, in labels, traces, their history and the undo ledger', () => {
  const catalog = temporaryCatalog();
  addSamples(catalog, [{ name: 'a' }]);
  const raterId = catalog.write.raters.enterPerson('Ada');
  const key = { clipId: clipIdOf(catalog, 'a'), raterId, round: 2 };
  const row = { ...key, actorId: raterId, at: AT, cause: 'edit' as const };
  const label: LabelValues = { ...EMPTY_LABEL, onset: 2, apex: 5, apexEstimated: true, note: 'n' };
  const marksAlone: LabelValues = { ...EMPTY_LABEL, onset: 0, onsetEstimated: true };
  const [kept, gone]: TraceValues[] = [
    {
      interpolation: 'linear',
      points: [
        [0, 0.5],
        [2, 1],
        [5, 0.5],
      ],
    },
    { interpolation: 'hold', points: [[0, 1]] },
  ];
  if (kept === undefined || gone === undefined) throw new Error('There are two.');
  catalog.write.labels.put(key, label, AT);
  catalog.write.history.addLabel({ ...row, state: label });
  catalog.write.labels.put({ ...key, round: 1 }, marksAlone, AT);
  catalog.write.history.addLabel({ ...row, round: 1, state: marksAlone });
  for (const [name, values] of [
    ['kept', kept],
    ['gone', gone],
  ] as const) {
    catalog.write.traces.put(key, name, values, AT);
    catalog.write.history.add({ ...row, item: `trace:${name}`, state: serializeTrace(values) });
  }
  const step = { ...key, mergeKey: null, before: null };
  catalog.write.undo.push(raterId, { ...step, item: LABEL_ITEM, after: serializeLabel(label) }, AT);

  // Frames 100 and 101 go; 102 is the first.
  reframe(catalog, [102, 103, 104, 106]);
  const movedLabel = { ...EMPTY_LABEL, onset: 0, note: 'n' };
  const movedTrace = { interpolation: 'linear', points: [[0, 1]] };
  expect(catalog.read.labels.list(null)).toMatchObject([{ ...movedLabel, round: 2, updatedAt: AT }]);
  expect(catalog.read.history.ofClip(key.clipId).map(({ round, after }) => [round, after])).toEqual([
    [1, null],
    [2, movedLabel],
  ]);
  expect(parseLabel(catalog.read.undo.last(raterId)?.after ?? null)).toEqual(movedLabel);
  expect(catalog.read.traces.ofClip(key.clipId)).toMatchObject([{ ...movedTrace, name: 'kept' }]);
  const traces = catalog.read.history.ofRater(raterId).filter(({ item }) => item !== LABEL_ITEM);
  expect(traces.map(({ item, state }) => [item, parseTrace(state)])).toEqual([
    ['trace:gone', null],
    ['trace:kept', movedTrace],
  ]);
  expect(catalog.read.summaries.all()).toMatchObject([{ onset: 0, apex: null, raterCount: 1 }]);
});
