import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { trainingClip, trainingJob } from '#shared/contract/children.ts';
import type { RunFigures } from '#shared/domain/review.ts';
import { fold } from '#shared/domain/run.ts';
import type { SplitSpec } from '#shared/domain/run-spec.ts';
import { runPaths } from './folder.ts';
import {
  allClipIds,
  makeTestProject,
  readRunCsv,
  readRunJson,
  smallSpec,
  type TestProject,
} from './test-support.ts';
import { trainToEnd } from './train-to-end.ts';

const savedSplit = z.object({ folds: z.array(fold) });

/** Gives every clip an intensity by a person, 0 to 1 in equal steps. */
async function rateAll(project: TestProject): Promise<void> {
  const { id: raterId } = await project.engine.call('raters.enter', { name: 'Ana' });
  const ids = await allClipIds(project);
  for (const [i, clipId] of ids.entries()) {
    const change = { intensity: i / (ids.length - 1) };
    await project.engine.call('labels.set', { clipId, raterId, change, mergeKey: null });
  }
}

/** All figures by their definitions, with nothing of the program's own: from the rows of predictions.csv. */
function emotionFiguresOf(rows: readonly Record<string, string>[], classes: readonly string[]) {
  const count = (truth: string | null, prediction: string | null) =>
    rows.filter(
      (row) =>
        (truth === null || row['truth'] === truth) &&
        (prediction === null || row['prediction'] === prediction),
    ).length;
  const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const perClass = classes.map((name) => {
    const truePositives = count(name, name);
    const support = count(name, null);
    const predicted = count(null, name);
    const precision = ratio(truePositives, predicted);
    const recall = ratio(truePositives, support);
    return { name, precision, recall, f1: ratio(2 * truePositives, support + predicted), support };
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    confusion: classes.map((truth) => classes.map((prediction) => count(truth, prediction))),
    confusionByRow: classes.map((truth) =>
      classes.map((prediction) => ratio(count(truth, prediction), count(truth, null))),
    ),
    perClass,
    accuracy: rows.filter((row) => row['truth'] === row['prediction']).length / rows.length,
    macroF1: mean(perClass.map(({ f1 }) => f1)),
    weightedF1: perClass.reduce((sum, { f1, support }) => sum + f1 * support, 0) / rows.length,
    uf1: mean(perClass.map(({ f1 }) => f1)),
    uar: mean(perClass.map(({ recall }) => recall)),
  };
}

function intensityFiguresOf(rows: readonly Record<string, string>[]) {
  const pairs = rows.map((row) => [Number(row['truth']), Number(row['prediction'])] as const);
  const mean = (of: (pair: readonly [number, number]) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [mx, my] = [mean(([x]) => x), mean(([, y]) => y)];
  const vx = mean(([x]) => (x - mx) ** 2);
  const vy = mean(([, y]) => (y - my) ** 2);
  const cov = mean(([x, y]) => (x - mx) * (y - my));
  const mse = mean(([x, y]) => (x - y) ** 2);
  return {
    mse,
    mae: mean(([x, y]) => Math.abs(x - y)),
    rmse: Math.sqrt(mse),
    ccc: (2 * cov) / (vx + vy + (mx - my) ** 2),
    pearson: cov / Math.sqrt(vx * vy),
  };
}

/** Every number alike to the last digits that sums in another order leave. */
function expectFigures(figures: RunFigures, expected: Record<string, unknown>): void {
  const flat = (value: unknown): unknown[] =>
    Array.isArray(value)
      ? value.flatMap(flat)
      : value !== null && typeof value === 'object'
        ? Object.values(value).flatMap(flat)
        : [value];
  for (const [name, value] of Object.entries(expected)) {
    const got = flat(Object.entries(figures).find(([key]) => key === name)?.[1]);
    const wanted = flat(value);
    expect(got.length, name).toBe(wanted.length);
    for (const [i, number] of wanted.entries())
      if (typeof number === 'number') expect(got[i], name).toBeCloseTo(number, 12);
      else expect(got[i], name).toBe(number);
  }
}

/** From the saved files alone: each clip is predicted once, by a model that saw neither it nor its subject. */
function expectHonestPredictions(dir: string, id: Parameters<typeof runPaths>[1], clipCount: number): void {
  const { folds } = savedSplit.parse(readRunJson(dir, id, 'split'));
  const clips = z.array(trainingClip).parse(readRunJson(dir, id, 'labels'));
  const subjectOf = new Map(clips.map(({ clipId, subject }) => [String(clipId), subject]));
  const rows = readRunCsv(dir, id, 'predictions.csv');
  expect(rows.length).toBe(clipCount);
  expect(new Set(rows.map((row) => row['clip_id'])).size).toBe(clipCount);
  for (const row of rows) {
    const { trainClipIds } = folds[Number(row['fold'])] ?? { trainClipIds: [] };
    const seen = new Set(trainClipIds.map((clip) => subjectOf.get(String(clip))));
    expect(trainClipIds.length).toBeGreaterThan(0);
    expect(seen).not.toContain(subjectOf.get(row['clip_id'] ?? ''));
    expect(row['subject']).toBe(subjectOf.get(row['clip_id'] ?? ''));
  }
}

describe('a run from start to end', () => {
  it('of emotions: saved, told as it goes, and every figure follows from predictions.csv', async () => {
    const project = await makeTestProject();
    const { engine, dir, events } = project;
    const spec = smallSpec('emotion');
    const { detail, review } = await trainToEnd(engine, spec);

    expect(detail).toMatchObject({
      status: 'done',
      task: 'emotion',
      backend: 'wasm',
      clipCount: 12,
      foldCount: 3,
    });
    expect(detail).toMatchObject({
      foldsDone: 3,
      split: 'kfold:3',
      subjectIndependent: true,
      spec,
      leftOut: [],
    });
    expect(detail.folds.map(({ trainSubjects, testSubjects }) => trainSubjects + testSubjects)).toEqual([
      6, 6, 6,
    ]);
    expect(detail.seconds).toBeGreaterThan(0);
    expectHonestPredictions(dir, detail.id, 12);

    const rows = readRunCsv(dir, detail.id, 'predictions.csv');
    expect(detail.classes).toEqual(['anger', 'happiness']);
    const expected = emotionFiguresOf(rows, detail.classes);
    expectFigures(review.figures, { task: 'emotion', classes: detail.classes, ...expected });
    expect(detail.headline).toBeCloseTo(expected.uf1, 12);
    expect(review.predictions.map((p) => [String(p.clipId), p.prediction, p.truth])).toEqual(
      rows.map((row) => [row['clip_id'], row['prediction'], row['truth']]),
    );

    const statuses = events.map(({ status }) => status);
    expect([...new Set(statuses)]).toEqual(['queued', 'preparing', 'training', 'done']);
    const epochs = events.flatMap(({ epoch }) => epoch ?? []);
    expect(epochs.map((e) => [e.fold, e.epoch])).toEqual([
      [0, 1],
      [0, 2],
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ]);
    expect(detail.history).toEqual(epochs);
    expect(readRunCsv(dir, detail.id, 'history.csv').map((row) => Number(row['loss']))).toEqual(
      epochs.map(({ loss }) => loss),
    );
    // Of the packing first, then of the training.
    const progress = events.flatMap((event) => (event.status === 'training' ? event.progress : []));
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(events.map(({ message }) => message)).toContain('Fold 2 of 3, epoch 1 of 2');

    expect(readRunJson(dir, detail.id, 'spec')).toEqual(spec);
    const job = trainingJob.parse(readRunJson(dir, detail.id, 'job'));
    expect(savedSplit.parse(readRunJson(dir, detail.id, 'split')).folds).toEqual(job.folds);
    expect(readRunJson(dir, detail.id, 'labels')).toEqual(job.clips);
    expect(existsSync(runPaths(dir, detail.id).log)).toBe(true);
    expect(readdirSync(join(runPaths(dir, detail.id).dir, 'weights'))).not.toEqual([]);
  });

  it('of intensities: leave one subject out, and every figure follows from predictions.csv', async () => {
    const project = await makeTestProject();
    await rateAll(project);
    const spec = smallSpec('intensity', { split: { kind: 'loso' }, epochs: 3 });
    const { detail, review } = await trainToEnd(project.engine, spec);
    expect(detail.folds.map(({ name }) => name)).toEqual(['S1', 'S2', 'S3', 'S4', 'S5', 'S6']);
    expectHonestPredictions(project.dir, detail.id, 12);
    const expected = intensityFiguresOf(readRunCsv(project.dir, detail.id, 'predictions.csv'));
    expectFigures(review.figures, { task: 'intensity', ...expected });
    expect(detail.headline).toBeCloseTo(expected.ccc, 12);
  });

  it('twice with the same spec: the same split and the same predictions; another seed splits otherwise', async () => {
    const { engine, dir } = await makeTestProject();
    const spec = smallSpec('emotion', { epochs: 1 });
    const first = await trainToEnd(engine, spec);
    rmSync(join(dir, 'cache'), { recursive: true });
    const second = await trainToEnd(engine, spec);
    const other = await trainToEnd(engine, { ...spec, seed: 2 });
    const filesOf = ({ detail }: typeof first) => [
      readRunJson(dir, detail.id, 'split'),
      readRunCsv(dir, detail.id, 'predictions.csv'),
    ];
    expect(second.detail.id).not.toBe(first.detail.id);
    expect(filesOf(second)).toEqual(filesOf(first));
    expect(filesOf(other)[0]).not.toEqual(filesOf(first)[0]);
    const ids = (await engine.call('runs.list', {})).map(({ id }) => id);
    expect(ids).toEqual([other, second, first].map(({ detail }) => detail.id));
  });

  it.each<[SplitSpec, boolean]>([
    [{ kind: 'holdout', testShare: 0.34 }, true],
    [{ kind: 'holdout-clips', testShare: 0.34 }, false],
  ])('says of a split %j whether it is subject-independent', async (split, subjectIndependent) => {
    const { engine } = await makeTestProject();
    const { detail, review } = await trainToEnd(engine, smallSpec('emotion', { split, epochs: 1 }));
    expect(review.subjectIndependent).toBe(subjectIndependent);
    expect((await engine.call('runs.list', {}))[0]?.subjectIndependent).toBe(subjectIndependent);
    expect(detail.subjectIndependent).toBe(subjectIndependent);
    expect(review.predictions.length).toBe(4);
  });

  it('becomes stale when a clip is relabelled, and is not when that is undone', async () => {
    const project = await makeTestProject();
    const { engine } = project;
    const { id: raterId } = await engine.call('raters.enter', { name: 'Ana' });
    const spec = smallSpec('emotion', { epochs: 1, target: { from: 'rater-then-raters', rater: 'Ana' } });
    const { detail, review } = await trainToEnd(engine, spec);
    expect(review.staleClipIds).toEqual([]);

    const [clipId] = await allClipIds(project);
    if (clipId === undefined) throw new Error('There are no clips.');
    const stale = async () => {
      const [row] = await engine.call('runs.list', {});
      const { staleClipIds } = await engine.call('runs.review', { runId: detail.id });
      return [staleClipIds, row?.staleClipCount];
    };
    const truth = review.predictions.find((p) => p.clipId === clipId)?.truth;
    const emotion = truth === 'anger' ? 'happiness' : 'anger';
    await engine.call('labels.set', { clipId, raterId, change: { intensity: 0.5 }, mergeKey: null });
    expect(await stale()).toEqual([[], 0]);
    await engine.call('labels.set', { clipId, raterId, change: { emotion }, mergeKey: null });
    expect(await stale()).toEqual([[clipId], 1]);
    await engine.call('labels.undo', { raterId });
    expect(await stale()).toEqual([[], 0]);
  });
});

describe('the backends', () => {
  it('are tried for real, and one of those there is the one taken', async () => {
    const { engine } = await makeTestProject();
    const reports = await engine.call('backends.list', {});
    expect(reports.map(({ name }) => name).sort()).toEqual([
      'cpu',
      'tfjs-node',
      'tfjs-node-gpu',
      'wasm',
      'webgpu',
    ]);
    expect(reports.find(({ name }) => name === 'wasm')?.available).toBe(true);
    expect(reports.filter(({ chosen }) => chosen).map(({ available }) => available)).toEqual([true]);
    for (const { available, whyNot } of reports) expect(whyNot === null).toBe(available);
  });
});
