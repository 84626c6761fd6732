import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '#main/catalog/index.ts';
import { addSamples, clipIdOf, temporaryCatalog } from '#main/catalog/test-support.ts';
import type { RaterId, RunId } from '#shared/domain/ids.ts';
import { runId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { freezeRun } from './freeze.ts';
import { withoutClips } from './narrow.ts';
import { listRuns } from './show.ts';
import { staleClips } from './staleness.ts';

const AT = '2026-01-01T00:00:00.000Z';
const NAMES = ['c1', 'c2', 'c3', 'c4'];

let catalog: Catalog;
let ada: RaterId;
beforeEach(() => {
  catalog = temporaryCatalog();
  addSamples(
    catalog,
    NAMES.map((name) => ({ name, subject: name })),
    NAMES.map((clip, i) => ({ clip, rater: 'A', emotion: i < 2 ? 'fear' : 'anger', intensity: i / 4 })),
  );
  ada = catalog.write.raters.enterPerson('Ada');
});

function save(id: string, changes: Partial<RunSpec> = {}): RunId {
  const { frozen } = freezeRun(catalog, {
    ...defaultRunSpec('emotion'),
    target: { from: 'rater-then-raters', rater: 'Ada' },
    split: { kind: 'kfold', folds: 2 },
    ...changes,
  });
  catalog.write.runs.create({ ...frozen, id: runId.parse(id), createdAt: AT });
  catalog.write.runs.finish(runId.parse(id), 1, null);
  return runId.parse(id);
}
const label = (clip: string, values: Partial<LabelValues> | null) => {
  const key = { clipId: clipIdOf(catalog, clip), raterId: ada, round: 1 };
  const state = values === null ? null : { ...EMPTY_LABEL, ...values };
  catalog.write.labels.put(key, state, AT);
  catalog.write.history.addLabel({ ...key, actorId: ada, at: AT, cause: 'edit', state });
};
const staleOf = (id: RunId): (string | undefined)[] => {
  const run = catalog.read.runs.get(id);
  if (run === null) throw new Error(`No run ${id}.`);
  return [...staleClips(catalog, run)].map((clipId) => catalog.read.clips.get(clipId)?.name).sort();
};

describe('the stale clips of a run', () => {
  it('follow every label, forth and back, asked each time or seldom', () => {
    const emotion = save('emotion');
    const intensity = save('intensity', { task: 'intensity', loss: { kind: 'mse' } });
    const together = save('together', { target: { from: 'raters' } });
    const all = () => [emotion, intensity, together].map(staleOf);
    expect(all()).toEqual([[], [], []]);
    label('c1', { emotion: 'anger' });
    // Of the raters together c1 is tied now.
    expect(all()).toEqual([['c1'], [], ['c1']]);
    label('c2', { intensity: 1 });
    label('c3', { emotion: 'fear', intensity: 0.5 });
    expect(all()).toEqual([['c1', 'c3'], ['c2'], ['c1', 'c3']]);
    label('c1', { emotion: 'fear' });
    label('c2', null);
    expect(all()).toEqual([['c3'], [], ['c3']]);
  });

  it('are told of each run, whenever it was saved', () => {
    const before = save('before');
    expect(staleOf(before)).toEqual([]);
    label('c4', { emotion: 'fear' });
    const after = save('after');
    expect(listRuns(catalog).map(({ id, staleClipCount }) => [id, staleClipCount])).toEqual([
      [before, 1],
      [after, 0],
    ]);
    label('c4', null);
    expect([before, after].map(staleOf)).toEqual([[], ['c4']]);
  });

  it('are those of an import, and all of a rater who is no more there', () => {
    const id = save('run');
    const nobody = save('nobody');
    const run = catalog.read.runs.get(nobody);
    if (run === null) throw new Error('It was saved.');
    const spec: RunSpec = { ...run.spec, target: { from: 'rater', rater: 'Nobody' } };
    expect(staleClips(catalog, { ...run, spec }).size).toBe(4);
    expect(staleOf(id)).toEqual([]);
    addSamples(catalog, [], [{ clip: 'c2', rater: 'B', emotion: 'anger' }]);
    expect(staleOf(id)).toEqual(['c2']);
  });

  it('lose what leaves the run before it trains', () => {
    const id = save('run');
    catalog.write.runs.setStatus(id, 'preparing');
    label('c1', { emotion: 'anger' });
    expect(staleOf(id)).toEqual(['c1']);
    const frozen = catalog.read.runs.frozen(id);
    if (frozen === null) throw new Error('It was saved.');
    const lost = clipIdOf(catalog, 'c1');
    const clips = catalog.read.runs.clips(id).filter(({ clipId }) => clipId !== lost);
    catalog.write.runs.narrow(id, { ...frozen, clips });
    expect(staleOf(id)).toEqual([]);
  });
});

describe('a run that learns distributions', () => {
  const soft = { target: { from: 'raters' }, loss: { kind: 'kl' } } as const;
  // One vote more on each side: which emotion has the most stays.
  beforeEach(() =>
    addSamples(
      catalog,
      [],
      ['B', 'C'].map((rater) => ({ clip: 'c1', rater, emotion: 'fear' })),
    ),
  );

  it('is stale where the votes are others, though the majority is the same', () => {
    const learnsShares = save('soft', soft);
    const learnsOne = save('hard', { target: { from: 'raters' } });
    expect([learnsShares, learnsOne].map(staleOf)).toEqual([[], []]);
    label('c1', { emotion: 'anger' });
    expect([learnsShares, learnsOne].map(staleOf)).toEqual([['c1'], []]);
    // An emotion that is no class of the run's has no share.
    catalog.write.emotions.add('surprise');
    label('c1', { emotion: 'surprise' });
    expect([learnsShares, learnsOne].map(staleOf)).toEqual([[], []]);
    label('c1', { emotion: 'anger' });
    expect(staleOf(save('later', soft))).toEqual([]);
    label('c1', null);
    expect([learnsShares, learnsOne].map(staleOf)).toEqual([[], []]);
  });

  it('whose classes became fewer is judged by those', () => {
    addSamples(catalog, [], [{ clip: 'c2', rater: 'B', emotion: 'fear' }]);
    label('c1', { emotion: 'anger' });
    label('c4', { emotion: 'fear' });
    addSamples(
      catalog,
      [],
      ['B', 'C'].map((rater) => ({ clip: 'c4', rater, emotion: 'sadness' })),
    );
    const { frozen } = freezeRun(catalog, {
      ...defaultRunSpec('emotion'),
      ...soft,
      split: { kind: 'kfold', folds: 2 },
    });
    expect(frozen.classes).toEqual(['fear', 'anger', 'sadness']);
    const id = runId.parse('narrowed');
    catalog.write.runs.create({ ...frozen, id, createdAt: AT });
    const narrowed = withoutClips(frozen, [{ clipId: clipIdOf(catalog, 'c4'), reason: 'It is damaged.' }]);
    expect(narrowed.classes).toEqual(['fear', 'anger']);
    catalog.write.runs.narrow(id, narrowed);
    catalog.write.runs.finish(id, 1, null);
    expect(staleOf(id)).toEqual([]);
    label('c1', null);
    expect(staleOf(id)).toEqual(['c1']);
  });
});

it('a run keeps the subjects and names it was trained with', () => {
  addSamples(catalog, [{ name: 'nobody', key: 'k' }], [{ clip: 'k', rater: 'A', emotion: 'fear' }]);
  const id = save('run', { split: { kind: 'holdout-clips', testShare: 0.5 } });
  const before = catalog.read.runs.clips(id);
  const clipId = clipIdOf(catalog, 'nobody');
  expect(before.find((clip) => clip.clipId === clipId)?.subject).toBeNull();
  const prediction = { clipId, clipName: '', subject: null, fold: 0, truth: 'fear', prediction: 'anger' };
  catalog.write.runs.addFold(id, 'emotion', [{ ...prediction, confidence: 1, probabilities: null }]);
  // What a later import may do.
  catalog.write.imports.apply(() => ({
    changes: {
      newClips: [],
      reframed: [],
      relinked: [],
      filled: [{ id: clipId, dataset: null, subject: 's9', split: null, fps: null }],
      emotions: [],
      labels: [],
      traces: [],
      subjects: [],
    },
  }));
  expect(catalog.read.clips.get(clipId)?.subject).toBe('s9');
  expect(catalog.read.runs.predictions(id)).toMatchObject([{ clipName: 'nobody', subject: null }]);
  expect(catalog.read.runs.clips(id)).toEqual(before);
});
