import { beforeEach, describe, expect, it } from 'vitest';
import { clipId, runId } from '#shared/domain/ids.ts';
import type { EpochRecord, Prediction } from '#shared/domain/run.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import type { Catalog } from './index.ts';
import type { NewRun } from './run-records.ts';
import { addSamples, temporaryCatalog } from './test-support.ts';

let catalog: Catalog;
beforeEach(() => {
  catalog = temporaryCatalog();
  addSamples(catalog, [
    { name: 'EP01', subject: 'sub01' },
    { name: 'EP02', subject: 'sub02' },
    { name: 'EP03' },
  ]);
});

const [one, two, three] = [clipId.parse(1), clipId.parse(2), clipId.parse(3)];
const first = runId.parse('20261122-140302-emotion');

function emotionRun(id = first, createdAt = '2026-11-22T14:03:02.000Z'): NewRun {
  return {
    id,
    createdAt,
    spec: defaultRunSpec('emotion'),
    classes: ['fear', 'anger'],
    folds: [
      { name: 'fold 1', trainClipIds: [one], testClipIds: [two] },
      { name: 'fold 2', trainClipIds: [two], testClipIds: [one] },
    ],
    leftOut: [{ clipId: three, clipName: 'EP03', reason: 'nobody gave an emotion' }],
    subjectIndependent: true,
    labelVersion: 7,
    clips: [
      { clipId: one, clipName: 'EP01', subject: 'sub01', target: 'fear', distribution: [0.75, 0.25] },
      { clipId: two, clipName: 'EP02', subject: null, target: 'anger', distribution: null },
    ],
  };
}
const epoch = (number: number, changes: Partial<EpochRecord> = {}): EpochRecord => ({
  fold: 0,
  epoch: number,
  loss: 0.25,
  validationLoss: null,
  heldOutLoss: null,
  seconds: 1.5,
  peakMemoryMiB: null,
  ...changes,
});
const predicted = (clip: Prediction['clipId'], fold: number, emotion: string): Prediction => ({
  clipId: clip,
  clipName: 'as the trainer wrote it',
  subject: null,
  fold,
  truth: emotion,
  prediction: emotion,
  confidence: 0.75,
  probabilities: [0.75, 0.25],
});

describe('a saved run', () => {
  it('comes back as it was saved, queued', () => {
    const run = emotionRun();
    catalog.write.runs.create(run);
    expect(catalog.read.runs.get(first)).toEqual({
      id: first,
      createdAt: run.createdAt,
      status: 'queued',
      spec: run.spec,
      backend: null,
      seconds: null,
      foldCount: 2,
      foldsDone: 0,
      clipCount: 2,
      subjectIndependent: true,
      headline: null,
      failure: null,
    });
    expect(catalog.read.runs.frozen(first)).toEqual({
      classes: run.classes,
      folds: run.folds,
      leftOut: run.leftOut,
      labelVersion: 7,
    });
    expect(catalog.read.runs.clips(first)).toEqual(run.clips);
    expect(catalog.read.runs.clips(first, [three, two])).toEqual(run.clips.slice(1));
    expect(catalog.read.runs.get(runId.parse('none'))).toBeNull();
    expect(catalog.read.runs.frozen(runId.parse('none'))).toBeNull();
  });

  it('lists the newest first', () => {
    const later = runId.parse('20261122-150000-emotion');
    catalog.write.runs.create(emotionRun());
    catalog.write.runs.create(emotionRun(later, '2026-11-22T15:00:00.000Z'));
    expect(catalog.read.runs.list().map(({ id }) => id)).toEqual([later, first]);
  });

  it('keeps epochs and predictions by fold, with the clip as it was trained on: its target, its subject', () => {
    const { runs } = catalog.write;
    runs.create(emotionRun());
    runs.setStatus(first, 'training');
    runs.setBackend(first, 'wasm');
    runs.addEpoch(first, epoch(2, { loss: 0.5, validationLoss: 0.625, peakMemoryMiB: 512.5 }));
    runs.addEpoch(first, epoch(1, { loss: 0.75, heldOutLoss: 1.25, seconds: 2 }));
    runs.addFold(first, 'emotion', [predicted(two, 0, 'fear')]);
    expect(catalog.read.runs.history(first)).toEqual([
      epoch(1, { loss: 0.75, heldOutLoss: 1.25, seconds: 2 }),
      epoch(2, { loss: 0.5, validationLoss: 0.625, peakMemoryMiB: 512.5 }),
    ]);
    expect(catalog.read.runs.predictions(first)).toEqual([
      {
        clipId: two,
        clipName: 'EP02',
        subject: null,
        fold: 0,
        truth: 'anger',
        prediction: 'fear',
        confidence: 0.75,
        probabilities: [0.75, 0.25],
      },
    ]);
    expect(catalog.read.runs.get(first)).toMatchObject({ status: 'training', backend: 'wasm', foldsDone: 1 });
    runs.finish(first, 12.5, 0.625);
    expect(catalog.read.runs.get(first)).toMatchObject({ status: 'done', seconds: 12.5, headline: 0.625 });
  });

  it('of the intensity task keeps numbers', () => {
    const { runs } = catalog.write;
    const spec = defaultRunSpec('intensity');
    const clips = emotionRun().clips.map((clip, index) => ({ ...clip, target: [0.25, 0][index] ?? 1 }));
    runs.create({ ...emotionRun(), spec, classes: [], clips });
    expect(catalog.read.runs.clips(first)).toEqual(clips);
    const zero = { ...predicted(two, 0, ''), prediction: 0.125, confidence: null, probabilities: null };
    runs.addFold(first, 'intensity', [zero]);
    expect(catalog.read.runs.predictions(first)).toMatchObject([
      { truth: 0, prediction: 0.125, confidence: null, probabilities: null },
    ]);
    expect(() => runs.addFold(first, 'intensity', [predicted(one, 1, 'fear')])).toThrow(
      'fear is no value of the intensity task',
    );
    expect(catalog.read.runs.get(first)?.foldsDone).toBe(1);
  });

  it('loses clips that turned out unreadable', () => {
    catalog.write.runs.create(emotionRun());
    const folds = [{ name: 'fold 1', trainClipIds: [one], testClipIds: [one] }];
    const leftOut = [{ clipId: two, clipName: 'EP02', reason: 'x.png is damaged' }];
    const clips = [{ clipId: one, distribution: [1] }];
    catalog.write.runs.narrow(first, { classes: ['fear'], folds, leftOut, clips });
    expect(catalog.read.runs.frozen(first)).toEqual({ classes: ['fear'], folds, leftOut, labelVersion: 7 });
    expect(catalog.read.runs.clips(first)).toEqual([{ ...emotionRun().clips[0], distribution: [1] }]);
  });
});

describe('how runs end', () => {
  it('with a cause in words, or cancelled', () => {
    const other = runId.parse('20261122-140303-emotion');
    catalog.write.runs.create(emotionRun());
    catalog.write.runs.create(emotionRun(other));
    catalog.write.runs.fail(first, 'The disk is full.');
    catalog.write.runs.cancel(other);
    expect(catalog.read.runs.get(first)).toMatchObject({ status: 'failed', failure: 'The disk is full.' });
    expect(catalog.read.runs.get(other)).toMatchObject({ status: 'cancelled', failure: null });
  });

  it('left behind by a dead engine: those that had not ended are interrupted, the others stay', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'].map((name) => runId.parse(name));
    for (const id of ids) catalog.write.runs.create(emotionRun(id));
    const [queued, preparing, training, done, cancelled] = ids;
    if (!(queued && preparing && training && done && cancelled)) throw new Error('Five runs.');
    catalog.write.runs.setStatus(preparing, 'preparing');
    catalog.write.runs.setStatus(training, 'training');
    catalog.write.runs.finish(done, 1, null);
    catalog.write.runs.cancel(cancelled);
    expect(catalog.write.runs.interruptUnfinished('The program ended while it ran.')).toBe(3);
    const statuses = new Map(catalog.read.runs.list().map(({ id, status }) => [id, status]));
    expect([...ids.map((id) => statuses.get(id))]).toEqual([
      'interrupted',
      'interrupted',
      'interrupted',
      'done',
      'cancelled',
    ]);
    expect(catalog.read.runs.get(training)?.failure).toBe('The program ended while it ran.');
    expect(catalog.read.runs.get(done)?.failure).toBeNull();
  });
});

describe('a run that goes on', () => {
  it('waits again, without the cause of its end, and keeps what it learned until it begins', () => {
    const { runs } = catalog.write;
    runs.create(emotionRun());
    runs.addEpoch(first, epoch(1));
    runs.addFold(first, 'emotion', [predicted(two, 0, 'fear')]);
    runs.interrupt(first, 'The project was closed.');
    expect(catalog.read.runs.get(first)).toMatchObject({
      status: 'interrupted',
      failure: 'The project was closed.',
    });
    runs.requeue(first);
    expect(catalog.read.runs.get(first)).toMatchObject({ status: 'queued', failure: null, foldsDone: 1 });
    expect(catalog.read.runs.history(first)).toEqual([epoch(1)]);
    expect(catalog.read.runs.predictions(first)).toHaveLength(1);
  });

  it('has what its trainer found again, once, and nothing that it had before', () => {
    const { runs } = catalog.write;
    const other = runId.parse('20261122-140303-emotion');
    for (const id of [first, other]) {
      runs.create(emotionRun(id));
      for (const number of [1, 2, 3]) runs.addEpoch(id, epoch(number));
      runs.addFold(id, 'emotion', [predicted(one, 0, 'fear')]);
    }
    const history = [epoch(1, { loss: 0.5 }), epoch(1, { fold: 1 })];
    const soFar = { history, folds: [[predicted(two, 0, 'fear')]] };
    runs.begin(first, 'emotion', soFar);
    runs.begin(first, 'emotion', soFar);
    expect(catalog.read.runs.history(first)).toEqual(history);
    expect(catalog.read.runs.predictions(first).map(({ clipId: id }) => id)).toEqual([two]);
    expect(catalog.read.runs.get(first)?.foldsDone).toBe(1);
    expect(catalog.read.runs.history(other)).toHaveLength(3);
    expect(catalog.read.runs.get(other)?.foldsDone).toBe(1);
    runs.begin(first, 'emotion', { history: [], folds: [] });
    expect(catalog.read.runs.get(first)?.foldsDone).toBe(0);
    expect(catalog.read.runs.predictions(first)).toEqual([]);
  });
});
