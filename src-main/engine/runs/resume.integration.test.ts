import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runId as parseRunId, type RunId } from '#shared/domain/ids.ts';
import type { EpochRecord } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { readOnlyViewOf, temporaryEngine } from '../test-support.ts';
import { runPaths } from './folder.ts';
import {
  allClipIds,
  makeTestProject,
  openTestEngine,
  readRunCsv,
  smallSpec,
  type TestProject,
  whenRun,
} from './test-support.ts';
import { runToEnd, trainToEnd } from './train-to-end.ts';

const EPOCHS = 4;
const spec = (changes: Partial<RunSpec> = {}) => smallSpec('emotion', { epochs: EPOCHS, ...changes });
const place = ({ fold, epoch }: EpochRecord) => `${fold}/${epoch}`;

/** Starts a run and cancels it after an epoch of its second fold. */
async function cancelledRun(project: TestProject, changes: Partial<RunSpec> = {}): Promise<RunId> {
  const { runId } = await project.engine.call('runs.start', { spec: spec(changes) });
  await whenRun(project, (event) => event.runId === runId && event.epoch?.fold === 1);
  await project.engine.call('runs.cancel', { runId });
  return runId;
}

const resume = ({ engine }: TestProject, runId: RunId) =>
  runToEnd(engine, async () => {
    await engine.call('runs.resume', { runId });
    return runId;
  });

/** Another engine on the same project. */
async function reopened(project: TestProject): Promise<TestProject> {
  await project.engine.close();
  const next = { ...project, ...openTestEngine(dirname(project.dir)) };
  await next.engine.call('projects.open', { dir: project.dir });
  return next;
}

describe('a run that is resumed', () => {
  it('ends as one that was never interrupted: history, predictions, figures', async () => {
    const project = await makeTestProject();
    const whole = await trainToEnd(project.engine, spec());
    const runId = await cancelledRun(project);
    const before = await project.engine.call('runs.show', { runId });
    expect([before.status, before.foldsDone]).toEqual(['cancelled', 1]);
    const heard = project.events.length;
    await resume(project, runId);
    const detail = await project.engine.call('runs.show', { runId });
    const review = await project.engine.call('runs.review', { runId });
    expect([detail.status, detail.failure, detail.foldsDone]).toEqual(['done', null, 3]);
    expect(review.predictions).toEqual(whole.review.predictions);
    expect(review.figures).toEqual(whole.review.figures);
    expect(detail.history.map(place)).toEqual(whole.detail.history.map(place));
    expect(detail.history.map(({ loss }) => loss)).toEqual(whole.detail.history.map(({ loss }) => loss));
    expect(readRunCsv(project.dir, runId, 'predictions.csv')).toEqual(
      readRunCsv(project.dir, whole.detail.id, 'predictions.csv'),
    );
    const told = project.events.slice(heard).filter((event) => event.runId === runId);
    expect(told.map(({ status }) => status).slice(0, 2)).toEqual(['queued', 'preparing']);
    expect(told.flatMap(({ epoch }) => epoch ?? []).every(({ fold }) => fold > 0)).toBe(true);
    expect(existsSync(runPaths(project.dir, runId).checkpoint)).toBe(false);
  });

  it('of another engine goes on too, with the data as they were frozen', async () => {
    const first = await makeTestProject();
    const whole = await trainToEnd(first.engine, spec());
    const { runId } = await first.engine.call('runs.start', { spec: spec() });
    await whenRun(first, (event) => event.runId === runId && event.epoch !== null);
    const project = await reopened(first);
    const { id: raterId } = await project.engine.call('raters.enter', { name: 'Ana' });
    for (const clipId of await allClipIds(project))
      await project.engine.call('labels.set', {
        clipId,
        raterId,
        change: { emotion: 'anger' },
        mergeKey: null,
      });
    const [row] = await project.engine.call('runs.list', {});
    expect([row?.status, row?.failure]).toEqual(['interrupted', expect.stringMatching(/closed/)]);
    await resume(project, runId);
    const review = await project.engine.call('runs.review', { runId });
    expect(review.predictions).toEqual(whole.review.predictions);
    expect(review.staleClipIds.length).toBeGreaterThan(0);
  });

  it('shows what it has learned while it waits and trains, each epoch once', async () => {
    const project = await makeTestProject();
    const runId = await cancelledRun(project, { epochs: 200 });
    const { runId: other } = await project.engine.call('runs.start', { spec: spec({ epochs: 10_000 }) });
    await project.engine.call('runs.resume', { runId });
    const waiting = await project.engine.call('runs.show', { runId });
    expect([waiting.status, waiting.foldsDone]).toEqual(['queued', 1]);
    expect(waiting.history.length).toBeGreaterThan(200);
    const known = project.events.length;
    await project.engine.call('runs.cancel', { runId: other });
    await new Promise<void>((resolve) => {
      project.engine.onEvent((event) => {
        if (event.type === 'run' && event.runId === runId && event.epoch !== null) resolve();
      });
    });
    expect(project.events.length).toBeGreaterThan(known);
    const training = await project.engine.call('runs.show', { runId });
    const places = training.history.map(place);
    expect(new Set(places).size).toBe(places.length);
    expect(places.slice(0, 201)).toEqual(waiting.history.slice(0, 201).map(place));
    expect(training.folds.map(({ headline }) => headline === null)).toEqual([false, true, true]);
    await project.engine.call('runs.cancel', { runId });
  });

  it('waits for its turn, and can be cancelled while it does', async () => {
    const project = await makeTestProject();
    const runId = await cancelledRun(project);
    const { runId: first } = await project.engine.call('runs.start', { spec: spec({ epochs: 10_000 }) });
    await project.engine.call('runs.resume', { runId });
    await expect(project.engine.call('runs.resume', { runId })).rejects.toMatchObject({
      code: 'conflict',
      message: `The run ${runId} is on its way already (queued).`,
    });
    await project.engine.call('runs.cancel', { runId });
    expect((await project.engine.call('runs.show', { runId })).status).toBe('cancelled');
    await project.engine.call('runs.cancel', { runId: first });
    await resume(project, runId);
    expect((await project.engine.call('runs.show', { runId })).status).toBe('done');
  });
});

describe('frames', () => {
  it('that were damaged before the run began: it goes on without them, as it began', async () => {
    const project = await makeTestProject();
    const file = join(project.framesDir, 'anger', 'S3_1_2.png');
    writeFileSync(file, readFileSync(file).subarray(0, 50));
    const runId = await cancelledRun(project);
    const before = await project.engine.call('runs.show', { runId });
    await resume(project, runId);
    const detail = await project.engine.call('runs.show', { runId });
    expect([detail.status, detail.clipCount, detail.leftOut]).toEqual(['done', 11, before.leftOut]);
    const { lines } = await project.engine.call('runs.log', { runId, maxLines: 100 });
    expect(lines.filter((line) => line.includes('Fold 1 of 3'))).toHaveLength(1);
    const { predictions } = await project.engine.call('runs.review', { runId });
    expect(predictions).toHaveLength(11);
  });

  it('that have become others since: it starts anew, and says so', async () => {
    const project = await makeTestProject();
    const runId = await cancelledRun(project);
    rmSync(join(project.dir, 'cache'), { recursive: true });
    const file = join(project.framesDir, 'anger', 'S3_1_2.png');
    writeFileSync(file, readFileSync(join(project.framesDir, 'happiness', 'S1_2_3.png')));
    const heard = project.events.length;
    await resume(project, runId);
    const told = project.events.slice(heard).map(({ message }) => message);
    expect(told).toContainEqual(expect.stringMatching(/clips or frames have changed.*Starts anew\.$/));
    const { history } = await project.engine.call('runs.show', { runId });
    expect(history).toHaveLength(3 * EPOCHS);
  });
});

describe('it is told in words', () => {
  it('that a run is done, on its way, not there, or in a project that cannot be written', async () => {
    const project = await makeTestProject();
    const { engine } = project;
    const { detail } = await trainToEnd(engine, spec({ epochs: 1 }));
    await expect(engine.call('runs.resume', { runId: detail.id })).rejects.toMatchObject({
      code: 'conflict',
      message: `The run ${detail.id} is done: there is nothing to resume.`,
    });
    await expect(engine.call('runs.resume', { runId: parseRunId.parse('none') })).rejects.toMatchObject({
      code: 'not-found',
    });
    await project.engine.close();
    const view = readOnlyViewOf(project.dir);
    if (view === null) return;
    const reader = temporaryEngine().engine;
    await reader.call('projects.open', { dir: view });
    await expect(reader.call('runs.resume', { runId: detail.id })).rejects.toMatchObject({
      code: 'read-only',
    });
  });

  it('that what was frozen is gone; and the run stays as it was', async () => {
    const project = await makeTestProject();
    const runId = await cancelledRun(project);
    rmSync(runPaths(project.dir, runId).labels);
    await expect(project.engine.call('runs.resume', { runId })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/cannot go on: .*labels\.json cannot be read\. Start a new run/),
    });
    expect((await project.engine.call('runs.show', { runId })).status).toBe('cancelled');
  });

  it('that a frame it was trained with has vanished', async () => {
    const project = await makeTestProject();
    const runId = await cancelledRun(project);
    rmSync(join(project.dir, 'cache'), { recursive: true });
    const file = join(project.framesDir, 'anger', 'S3_1_2.png');
    const bytes = readFileSync(file);
    rmSync(file);
    await expect(resume(project, runId)).rejects.toThrow(
      /cannot go on without clips it was trained with \(.*S3.*S3_1_2\.png is not there.*Bring their frames back/,
    );
    writeFileSync(file, bytes);
    await resume(project, runId);
    const detail = await project.engine.call('runs.show', { runId });
    expect([detail.status, detail.clipCount]).toEqual(['done', 12]);
  });
});

describe('the log of a run', () => {
  it('has its last lines, of all its sittings', async () => {
    const project = await makeTestProject();
    const runId = await cancelledRun(project);
    await resume(project, runId);
    const { lines } = await project.engine.call('runs.log', { runId, maxLines: 5000 });
    expect(lines.filter((line) => line.includes('Backend wasm'))).toHaveLength(2);
    expect(lines.some((line) => line.endsWith('Cancelled.'))).toBe(true);
    expect(lines.some((line) => /Goes on after epoch \d of 4 in fold 2 of 3\.$/.test(line))).toBe(true);
    expect(lines.at(-1)).toMatch(/Done in \d+\.\d s\.$/);
    const last = await project.engine.call('runs.log', { runId, maxLines: 2 });
    expect(last.lines).toEqual(lines.slice(-2));
    await expect(
      project.engine.call('runs.log', { runId: parseRunId.parse('none'), maxLines: 2 }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
