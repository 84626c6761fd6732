import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '#main/catalog/index.ts';
import { addSamples, clipIdOf, temporaryCatalog } from '#main/catalog/test-support.ts';
import { DEFAULT_RECIPE } from '#shared/domain/gold.ts';
import { type RaterId, runId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import type { QueueKind } from '#shared/domain/queue.ts';
import { defaultRunSpec, type TargetSpec } from '#shared/domain/run-spec.ts';
import { paceOf } from './pace.ts';
import { type QueueRequest, queueClips } from './queues.ts';
import { readScene } from './scene.ts';

/**
 * | clip | A, B: emotion  | A, B: intensity | agreement, spread | score |
 * | c1   | fear fear      | 0.2 0.2         | 1, 0              | none  |
 * | c2   | fear anger     | 0.5 0.5         | 1/2, 0            | 0.5   |
 * | c3   | joy joy        | 0.1 0.9         | 1, 0.4            | 0.8   |
 * | c4   | joy joy        | 0.4 0.5         | 1, 0.05           | none  |
 * | c5   | joy -          | - -             | 1, -              | none  |
 * | c6   | - -            | - -             |                   | none  |
 */
let catalog: Catalog;
let ada: RaterId;
beforeEach(() => {
  catalog = temporaryCatalog();
  const said = (clip: string, rater: string, emotion: string | null, intensity: number | null) => ({
    ...{ clip, rater, emotion, intensity },
  });
  addSamples(
    catalog,
    ['c6', 'c5', 'c4', 'c3', 'c2', 'c1'].map((name) => ({ name })),
    [
      said('c1', 'A', 'fear', 0.2),
      said('c1', 'B', 'fear', 0.2),
      said('c2', 'A', 'fear', 0.5),
      said('c2', 'B', 'anger', 0.5),
      said('c3', 'A', 'joy', 0.1),
      said('c3', 'B', 'joy', 0.9),
      said('c4', 'A', 'joy', 0.4),
      said('c4', 'B', 'joy', 0.5),
      said('c5', 'A', 'joy', null),
    ],
  );
  ada = catalog.write.raters.enterPerson('Ada');
});

function put(clip: string, raterId: RaterId, values: Partial<LabelValues>, round = 1): void {
  const key = { clipId: clipIdOf(catalog, clip), raterId, round };
  catalog.write.labels.put(key, { ...EMPTY_LABEL, ...values }, '2026-01-01T00:00:00.000Z');
}

function queue(kind: QueueKind, round = 1, request: Partial<QueueRequest> = {}): (string | undefined)[] {
  const scene = readScene(catalog, ada, round);
  const ids = queueClips(scene, kind, { raterId: ada, size: null, seed: 0, runId: null, ...request });
  return ids.map((id) => catalog.read.clips.get(id)?.name);
}

describe('what is left', () => {
  it('is what was neither submitted nor skipped in the round, by name', () => {
    put('c2', ada, { status: 'draft', note: 'later' });
    put('c3', ada, { emotion: 'fear' });
    put('c4', ada, { status: 'skipped' });
    expect(queue('unlabelled')).toEqual(['c1', 'c2', 'c5', 'c6']);
    expect(queue('drafts')).toEqual(['c2']);
    expect(queue('unlabelled', 2)).toHaveLength(6);
    expect(queue('unlabelled', 1, { size: 2 })).toEqual(['c1', 'c2']);
  });
});

describe('where raters differ', () => {
  it('is by votes or by spread, the most first', () => {
    expect(queue('disagreeing')).toEqual(['c3', 'c2']);
  });

  it('is settled once somebody adjudicated', () => {
    put('c3', catalog.write.raters.enterAdjudicated(), { intensity: 0.5 });
    expect(queue('disagreeing')).toEqual(['c2']);
  });

  it('is settled in what was adjudicated alone: an apex or a note hides no other dispute', () => {
    const adjudicated = catalog.write.raters.enterAdjudicated();
    put('c3', adjudicated, { apex: 2, note: 'late' });
    expect(queue('disagreeing')).toEqual(['c3', 'c2']);
    put('c3', adjudicated, { emotion: 'joy' });
    put('c2', adjudicated, { intensity: 0.5 });
    expect(queue('disagreeing')).toEqual(['c3', 'c2']);
    put('c2', adjudicated, { emotion: null, distribution: { fear: 0.5, anger: 0.5 } });
    expect(queue('disagreeing')).toEqual(['c3']);
  });

  it('tells nothing in a blind project of what the rater has not submitted', () => {
    catalog.write.project.setBlind(true);
    put('c3', ada, { status: 'draft', emotion: 'fear' });
    expect(queue('disagreeing')).toEqual([]);
    put('c2', ada, { emotion: 'fear' });
    expect(queue('disagreeing')).toEqual(['c2']);
    expect(queue('disagreeing', 2)).toEqual([]);
  });
});

it('unsure clips come the least sure first', () => {
  put('c1', ada, { confidence: 0.4 });
  put('c2', ada, { confidence: 0.5 });
  put('c3', ada, { confidence: 0.1 });
  put('c4', ada, { emotion: 'joy' });
  put('c5', ada, { status: 'skipped', confidence: 0 });
  expect(queue('low-confidence')).toEqual(['c3', 'c1']);
});

describe('rare emotions', () => {
  it('come the rarest first, as the raters or else a model say', () => {
    // joy 9, fear 2, surprise 1: the mean is 4, so that fear (2) is not rare and surprise is.
    addSamples(
      catalog,
      Array.from({ length: 6 }, (_, i) => ({ name: `j${i}` })),
      Array.from({ length: 6 }, (_, i) => ({ clip: `j${i}`, rater: 'A', emotion: 'joy' })),
    );
    catalog.write.emotions.add('surprise');
    const model = catalog.write.raters.enterModel('Model 1');
    put('c2', model, { emotion: 'fear' });
    put('c3', model, { emotion: 'surprise' });
    put('c6', model, { emotion: 'surprise' });
    expect(queue('minority')).toEqual(['c6']);
    put('c6', ada, { emotion: 'surprise' });
    expect(queue('minority')).toEqual([]);
  });

  it('are, in a blind project, not told of what the rater has not submitted', () => {
    for (const clip of ['c1', 'c2', 'c3', 'c4']) put(clip, ada, { status: 'draft', emotion: 'joy' });
    catalog.write.project.setBlind(true);
    const model = catalog.write.raters.enterModel('Model 1');
    put('c6', model, { emotion: 'anger' });
    expect(queue('minority')).toEqual([]);
  });
});

describe('what the model says otherwise', () => {
  const [older, newer] = [runId.parse('older'), runId.parse('newer')];

  function run(
    id: typeof older,
    task: 'emotion' | 'intensity',
    said: readonly (readonly [clip: string, prediction: string | number, confidence: number | null])[],
    target?: TargetSpec,
  ): void {
    const spec = defaultRunSpec(task);
    const clips = said.map(([clip]) => clipIdOf(catalog, clip));
    catalog.write.runs.create({
      ...{
        id,
        spec: { ...spec, target: target ?? spec.target },
        leftOut: [],
        subjectIndependent: true,
        labelVersion: 1,
      },
      createdAt: `2026-01-0${id === older ? 1 : 2}T00:00:00.000Z`,
      classes: task === 'emotion' ? ['fear', 'joy', 'anger'] : [],
      folds: [{ name: 'fold 1', trainClipIds: clips, testClipIds: clips }],
      clips: clips.map((clipId) => ({
        ...{ clipId, clipName: 'c', subject: null, distribution: null },
        target: task === 'emotion' ? 'fear' : 0.5,
      })),
    });
    const predictions = said.map(([clip, prediction, confidence]) => ({
      ...{ clipId: clipIdOf(catalog, clip), clipName: clip, subject: null, fold: 0 },
      ...{ truth: prediction, prediction, confidence, probabilities: null },
    }));
    catalog.write.runs.addFold(id, task, predictions);
    catalog.write.runs.finish(id, 1, null);
  }

  it('is by the probability of another emotion, of the newest run', () => {
    expect(queue('model-disagrees')).toEqual([]);
    run(older, 'emotion', [['c1', 'anger', 0.9]]);
    run(newer, 'emotion', [
      ['c1', 'joy', 0.5],
      ['c2', 'joy', 0.9],
      ['c3', 'joy', 0.9],
      ['c4', 'fear', 0.7],
      ['c6', 'fear', 0.8],
    ]);
    expect(queue('model-disagrees')).toEqual(['c4', 'c1']);
    expect(queue('model-disagrees', 1, { runId: older })).toEqual(['c1']);
    // c2 was a tie: now there is something to compare. c1: the rater agrees with the model.
    put('c2', ada, { emotion: 'anger' });
    put('c1', ada, { emotion: 'joy' });
    expect(queue('model-disagrees')).toEqual(['c2', 'c4']);
    catalog.write.project.setBlind(true);
    put('c3', ada, { status: 'draft', emotion: 'fear' });
    expect(queue('model-disagrees')).toEqual(['c2']);
    expect(() => queue('model-disagrees', 1, { runId: runId.parse('none') })).toThrow('no run none');
  });

  it('is in the classes that the run learned, by a class map however it is spelled', () => {
    const { schemes, labels } = catalog.write;
    schemes.add('two', ['bad', 'good']);
    schemes.putClassMap({
      ...{ name: 'Coarse', from: 'emotions', to: 'two' },
      entries: { fear: 'bad', anger: 'bad', joy: 'good' },
    });
    const recipe = { ...DEFAULT_RECIPE, classMap: 'coarse' };
    run(
      newer,
      'emotion',
      [
        ['c1', 'good', 0.5],
        ['c3', 'good', 0.9],
        ['c4', 'bad', 0.7],
      ],
      { from: 'gold', name: 'coarse', recipe },
    );
    expect(queue('model-disagrees')).toEqual(['c4', 'c1']);
    // Once they are the main scheme, lists are in them already.
    schemes.setMain('two');
    labels.refreshSummaries();
    expect(queue('model-disagrees')).toEqual(['c4', 'c1']);
  });

  it('is by the difference in intensity', () => {
    run(newer, 'intensity', [
      ['c1', 0.25, null],
      ['c2', 0.8, null],
      ['c3', 0.9, null],
      ['c6', 0.1, null],
    ]);
    expect(queue('model-disagrees')).toEqual(['c3', 'c2']);
  });
});

describe('a sample to rate again', () => {
  it('is the same for one seed, another for another, and shrinks as it is done', () => {
    const names = Array.from({ length: 40 }, (_, i) => `r${i}`);
    addSamples(
      catalog,
      names.map((name) => ({ name })),
    );
    for (const name of names) put(name, ada, { emotion: 'fear' });
    put('c1', ada, { status: 'draft', note: 'x' });
    put('c2', ada, { status: 'skipped' });
    expect(queue('re-rate', 1)).toEqual([]);
    expect(new Set(queue('re-rate', 2))).toEqual(new Set(names));
    const sample = queue('re-rate', 2, { size: 10, seed: 5 });
    expect(sample).toHaveLength(10);
    expect(queue('re-rate', 2, { size: 10, seed: 5 })).toEqual(sample);
    expect(queue('re-rate', 2, { size: 10, seed: 6 })).not.toEqual(sample);
    put(sample[0] ?? '', ada, { emotion: 'anger' }, 2);
    expect(queue('re-rate', 2, { size: 10, seed: 5 })).toEqual(sample.slice(1));
  });
});

describe('the pace', () => {
  /** One edit a clip, so many seconds after the one before. */
  function edits(...gapsSeconds: number[]): void {
    const names = catalog.read.clips.idsByName();
    let seconds = 0;
    for (const [i, gap] of gapsSeconds.entries()) {
      seconds += gap;
      const clipId = names[i];
      if (clipId === undefined) throw new Error('Too few clips.');
      const at = new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
      const key = { clipId, raterId: ada, round: 1 };
      catalog.write.labels.put(key, { ...EMPTY_LABEL, emotion: 'fear' }, at);
      const states = ['{"emotion":"fear"}', '{"emotion":"joy"}'] as const;
      const step = { ...key, item: 'label', mergeKey: null } as const;
      catalog.write.undo.push(ada, { ...step, before: null, after: states[0] }, at);
      catalog.write.undo.push(ada, { ...step, before: states[0], after: states[1] }, at);
    }
  }

  it('is the median of the last sitting, and tells the time left', () => {
    edits(0, 100, 400, 10, 20, 60);
    put('c6', ada, { status: 'skipped' });
    expect(paceOf(readScene(catalog, ada, 1), ada)).toEqual({
      ...{ clips: 6, submitted: 5, drafts: 0, skipped: 1 },
      ...{ secondsPerClip: 20, secondsLeft: 0 },
    });
  });

  it('counts what is left, drafts among it', () => {
    edits(0, 10, 20, 40);
    put('c5', ada, { status: 'draft', note: 'x' });
    expect(paceOf(readScene(catalog, ada, 1), ada)).toMatchObject({
      ...{ submitted: 4, drafts: 1, secondsPerClip: 20, secondsLeft: 40 },
    });
  });

  it('is not known of few clips, nor of another round', () => {
    edits(0, 10, 20);
    expect(paceOf(readScene(catalog, ada, 1), ada).secondsPerClip).toBeNull();
    expect(paceOf(readScene(catalog, ada, 2), ada)).toMatchObject({ submitted: 0, secondsPerClip: null });
  });
});
