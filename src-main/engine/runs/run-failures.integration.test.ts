import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openCatalog } from '#main/catalog/index.ts';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { trainingJob } from '#shared/contract/children.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { runId } from '#shared/domain/ids.ts';
import { runPaths } from './folder.ts';
import {
  endlessSpec,
  makeTestProject,
  openTestEngine,
  readRunJson,
  smallSpec,
  type TestProject,
  whenEnded,
  whenRun,
} from './test-support.ts';
import { trainToEnd } from './train-to-end.ts';

/** Somebody kills the trainer just as it loads the first backend that this machine may have. */
const KILLED_WHILE_LOADING = `
import { registerHooks } from 'node:module';
const killed = 'data:text/javascript,process.kill(process.pid, "SIGKILL"); for (;;);';
registerHooks({
  resolve: (specifier, context, next) =>
    /^@tensorflow\\/tfjs-(node|backend-wasm)/.test(specifier)
      ? { url: killed, shortCircuit: true }
      : next(specifier, context),
});`;

/** The children of this test process that run the entry of `room`. */
function childrenOf(room: 'trainer' | 'decoder'): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], {
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((line) => line.includes(`${room}/main.ts`))
    .map((line) => Number.parseInt(line, 10));
}

async function startEndless(project: TestProject): Promise<RunId> {
  const { runId: id } = await project.engine.call('runs.start', { spec: endlessSpec() });
  return id;
}

const whenTraining = (project: TestProject, id: RunId) =>
  whenRun(project, (event) => event.runId === id && event.epoch !== null);

async function statusOf({ engine }: TestProject, id: RunId): Promise<[string, string | null]> {
  const { status, failure } = await engine.call('runs.show', { runId: id });
  return [status, failure];
}

async function refusal(work: Promise<unknown>): Promise<OnsetError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OnsetError) return error;
  throw new Error(`Not refused in words: ${error}`);
}

describe('cancelling', () => {
  it('while it trains ends the trainer, and the epochs so far are kept', async () => {
    const project = await makeTestProject();
    const id = await startEndless(project);
    await whenTraining(project, id);
    expect(childrenOf('trainer')).toHaveLength(1);
    const askedMs = performance.now();
    await project.engine.call('runs.cancel', { runId: id });
    expect(performance.now() - askedMs).toBeLessThan(2000);
    expect(childrenOf('trainer')).toEqual([]);
    const detail = await project.engine.call('runs.show', { runId: id });
    expect([detail.status, detail.failure]).toEqual(['cancelled', null]);
    expect(detail.history.length).toBeGreaterThan(0);
    expect((await refusal(project.engine.call('runs.review', { runId: id }))).message).toBe(
      `The run ${id} was cancelled, so it has no figures.`,
    );
    // Once more is no error: it may just have ended.
    await project.engine.call('runs.cancel', { runId: id });
  });

  it('while it packs, and while it waits', async () => {
    const project = await makeTestProject();
    const first = await startEndless(project);
    const second = await startEndless(project);
    const third = await startEndless(project);
    await project.engine.call('runs.cancel', { runId: second });
    await project.engine.call('runs.cancel', { runId: first });
    await whenTraining(project, third);
    expect(childrenOf('trainer')).toHaveLength(1);
    await project.engine.call('runs.cancel', { runId: third });
    for (const id of [first, second, third]) expect((await statusOf(project, id))[0]).toBe('cancelled');
    const told = (id: RunId) =>
      project.events.filter((event) => event.runId === id).map(({ status }) => status);
    expect(told(second)).toEqual(['queued', 'cancelled']);
    expect(told(first)).not.toContain('training');
    expect(readdirSync(runPaths(project.dir, second).dir).sort()).toEqual([
      'labels.json',
      'spec.json',
      'split.json',
    ]);
    expect([...childrenOf('trainer'), ...childrenOf('decoder')]).toEqual([]);
  });

  it('of a run that is not there is told', async () => {
    const { engine } = await makeTestProject();
    const error = await refusal(engine.call('runs.cancel', { runId: runId.parse('no-such-run') }));
    expect([error.code, error.message]).toEqual([
      'not-found',
      'There is no run no-such-run in this project.',
    ]);
  });
});

describe('the queue', () => {
  it('trains one run at a time, in the order they came', async () => {
    const project = await makeTestProject();
    const spec = smallSpec('emotion', { epochs: 1 });
    const ids = [];
    for (const seed of [1, 2, 3])
      ids.push((await project.engine.call('runs.start', { spec: { ...spec, seed } })).runId);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect((await whenEnded(project, id)).status).toBe('done');
    const ends = project.events.flatMap(({ runId: id, status }) => (status === 'done' ? id : []));
    expect(ends).toEqual(ids);
    const starts = project.events.map(({ status, runId: id }) => `${status} ${id}`);
    for (const [i, id] of ids.slice(1).entries())
      expect(starts.indexOf(`preparing ${id}`)).toBeGreaterThan(starts.indexOf(`done ${ids[i]}`));
  });
});

describe('a trainer that dies', () => {
  it('costs its run, in words, and not the next one', async () => {
    const project = await makeTestProject();
    const id = await startEndless(project);
    await whenTraining(project, id);
    for (const pid of childrenOf('trainer')) process.kill(pid, 'SIGKILL');
    expect((await whenEnded(project, id)).message).toMatch(/^The trainer crashed \(signal SIGKILL\)\./);
    expect(await statusOf(project, id)).toEqual(['failed', expect.stringMatching(/^The trainer crashed/)]);
    expect((await refusal(project.engine.call('runs.review', { runId: id }))).message).toMatch(
      /failed, so it has no figures: The trainer crashed/,
    );
    const { detail } = await trainToEnd(project.engine, smallSpec('emotion', { epochs: 1 }));
    expect(detail.status).toBe('done');
  });

  it("by a kill while a backend is tried: that is not taken for the backend's own crash", async () => {
    const file = join(temporaryFolder(), 'hook.mjs');
    writeFileSync(file, KILLED_WHILE_LOADING);
    vi.stubEnv('NODE_OPTIONS', `--import ${pathToFileURL(file)}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const project = await makeTestProject();
    const { runId: id } = await project.engine.call('runs.start', {
      spec: smallSpec('emotion', { backend: 'auto' }),
    });
    const { status, message } = await whenEnded(project, id);
    expect([status, message]).toEqual([
      'failed',
      expect.stringMatching(/^The trainer crashed \(signal SIGKILL\)/),
    ]);
  });

  it('before it could say a word is told as well, with what it printed', async () => {
    const project = await makeTestProject();
    const { runId: id } = await project.engine.call('runs.start', {
      spec: smallSpec('emotion', { backend: 'tfjs-node-gpu' }),
    });
    const { status, message } = await whenEnded(project, id);
    expect(status).toBe('failed');
    expect(message).toMatch(/tfjs-node-gpu/);
    expect(readFileSync(runPaths(project.dir, id).log, 'utf8')).not.toBe('');
  });
});

describe('an engine that goes', () => {
  it('by closing the project interrupts the run and says so', async () => {
    const project = await makeTestProject();
    const id = await startEndless(project);
    const waiting = await startEndless(project);
    await whenTraining(project, id);
    await project.engine.close();
    expect(childrenOf('trainer')).toEqual([]);
    const next = { ...project, ...openTestEngine(dirname(project.dir)) };
    await next.engine.call('projects.open', { dir: project.dir });
    const closed = 'The project was closed before the run had ended.';
    expect(await statusOf(next, id)).toEqual(['interrupted', closed]);
    expect(await statusOf(next, waiting)).toEqual(['interrupted', closed]);
  });

  it('by being killed leaves runs that the next engine finds, and marks as interrupted', async () => {
    const project = await makeTestProject();
    const { detail } = await trainToEnd(project.engine, smallSpec('emotion', { epochs: 1 }));
    await project.engine.close();
    // What a kill leaves: a row that says it trains.
    const catalog = openCatalog(join(project.dir, 'catalog.sqlite'), { mode: 'write' });
    catalog.write.runs.setStatus(detail.id, 'training');
    catalog.close();
    const next = { ...project, ...openTestEngine(dirname(project.dir)) };
    await next.engine.call('projects.open', { dir: project.dir });
    // Whatever is asked first.
    await expect(next.engine.call('runs.review', { runId: detail.id })).rejects.toThrow(/was interrupted/);
    const [row] = await next.engine.call('runs.list', {});
    expect([row?.status, row?.failure]).toEqual(['interrupted', 'The program ended before the run did.']);
  });
});

describe('bad input', () => {
  it('leaves out a clip whose file is damaged, and tells which', async () => {
    const project = await makeTestProject();
    const file = join(project.framesDir, 'anger', 'S3_1_2.png');
    writeFileSync(file, readFileSync(file).subarray(0, 50));
    const { detail, review } = await trainToEnd(project.engine, smallSpec('emotion', { epochs: 1 }));
    expect(detail.leftOut).toEqual([
      {
        clipId: expect.anything(),
        clipName: expect.stringContaining('S3'),
        reason: expect.stringContaining('S3_1_2.png is damaged'),
      },
    ]);
    expect([detail.clipCount, review.predictions.length]).toEqual([11, 11]);
    expect(review.staleClipIds).toEqual([]);
    const leftOut = detail.leftOut[0]?.clipId;
    const ids = review.predictions.flatMap(({ clipId }) => clipId ?? []);
    expect(ids).not.toContain(leftOut);
    const job = trainingJob.parse(readRunJson(project.dir, detail.id, 'job'));
    const tested = job.folds.flatMap(({ testClipIds }) => testClipIds).sort((x, y) => x - y);
    expect(tested).toEqual([...ids].sort((x, y) => x - y));
    for (const { trainClipIds } of job.folds) expect(trainClipIds).not.toContain(leftOut);
    expect(readRunJson(project.dir, detail.id, 'split')).toEqual({ folds: job.folds });
    expect(readRunJson(project.dir, detail.id, 'labels')).toEqual(job.clips);
  });

  it('fails in words where no frame can be read any more', async () => {
    const project = await makeTestProject();
    rmSync(project.framesDir, { recursive: true });
    const { runId: id } = await project.engine.call('runs.start', { spec: smallSpec('emotion') });
    const { status, message } = await whenEnded(project, id);
    expect([status, message]).toEqual([
      'failed',
      expect.stringMatching(/^Too few clips can be read to train: .*is not there/),
    ]);
  });

  it('is refused with every problem, and saves nothing', async () => {
    const project = await makeTestProject();
    const spec = smallSpec('emotion', { split: { kind: 'kfold', folds: 7 } });
    const { problems } = await project.engine.call('runs.plan', { spec });
    const error = await refusal(project.engine.call('runs.start', { spec }));
    expect([error.code, error.message]).toEqual(['bad-input', problems.join(' ')]);
    expect(error.message).toMatch(/at least 7 subjects, and the clips have 6/);
    expect(await project.engine.call('runs.list', {})).toEqual([]);
    expect(readdirSync(join(project.dir, 'runs'))).toEqual([]);
  });

  it('such as a folder that cannot be written is told in words', async () => {
    const project = await makeTestProject();
    rmSync(join(project.dir, 'runs'), { recursive: true });
    writeFileSync(join(project.dir, 'runs'), '');
    const error = await refusal(project.engine.call('runs.start', { spec: smallSpec('emotion') }));
    expect(error.message).toBe(
      `Cannot save the run in ${join(project.dir, 'runs')}: a file stands where the folder should be.`,
    );
    expect(await project.engine.call('runs.list', {})).toEqual([]);
  });

  it('such as a full disk while it trains fails the run in words', async () => {
    const project = await makeTestProject();
    const waiting = await startEndless(project);
    const { runId: id } = await project.engine.call('runs.start', { spec: smallSpec('emotion') });
    // Linux's own full disk stands where the trainer writes its history.
    const { dir } = runPaths(project.dir, id);
    symlinkSync('/dev/full', join(dir, 'history.csv'));
    await project.engine.call('runs.cancel', { runId: waiting });
    const { status, message } = await whenEnded(project, id);
    expect([status, message]).toEqual(['failed', expect.stringMatching(/the disk is full/)]);
    expect(existsSync(join(dir, 'predictions.csv'))).toBe(false);
  });
});
