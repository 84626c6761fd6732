import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backendName, backendReport } from '#shared/domain/backend.ts';
import {
  createScratch,
  makeFacesProject,
  onset,
  onsetFailure,
  onsetJson,
  outcomeOf,
  readJson,
  SMALL,
  shapes,
  smallSpec,
  startOnset,
} from './test-support.ts';

const scratch = createScratch();
const children = new Set<ChildProcess>();
afterAll(scratch.remove);
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
beforeAll(async () => {
  scratch.write({ 'small.json': smallSpec() });
  await makeFacesProject(scratch, 'study');
});

const address = z.strictObject({ url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+\/\?token=\S+$/) });
const answer = z.object({ ok: z.literal(true), output: z.unknown() });

/** The headless host with the project open, as a window has it. */
async function serveStudy() {
  const child = startOnset(scratch, ['serve', '--project', 'study', '--json']);
  children.add(child);
  const outcome = outcomeOf(child);
  const [line] = child.stdout === null ? [] : await once(child.stdout, 'data');
  const { url } = address.parse(JSON.parse(String(line)));
  const page = await fetch(url, { redirect: 'manual' });
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  const call = async (name: string, input: unknown) => {
    const headers = { cookie, 'content-type': 'application/json' };
    const body = JSON.stringify({ name, input });
    const response = await fetch(new URL('/api/call', url), { method: 'POST', headers, body });
    return answer.parse(await response.json()).output;
  };
  return { child, outcome, url, call };
}

const clipsOf = () => onsetJson(scratch, shapes.clips, 'clips', '--project', 'study');
const runsOf = () => onsetJson(scratch, shapes.runs, 'runs', '--project', 'study');
const TRAIN = ['train', '--project', 'study', '--task', 'emotion', '--split', 'holdout:0.3', ...SMALL];
/** What an engine leaves beside the catalog while it has the project open. */
const traces = () =>
  readdirSync(scratch.path('study')).filter((name) => /^\.onset-.*(json|sock)$/.test(name));
const holderPid = () =>
  readJson(z.object({ pid: z.number() }), scratch.path('study', '.onset-engine.json')).pid;

describe('while a window has the project open', () => {
  test('commands work through it: each sees what the other did, and no database is locked', async () => {
    const window = await serveStudy();
    const { id: raterId } = z
      .object({ id: z.number() })
      .parse(await window.call('raters.enter', { name: 'Ada' }));
    const [first] = await clipsOf();
    const change = { intensity: 0.7 };
    await window.call('labels.set', { clipId: first?.id, raterId, change, mergeKey: null });

    const export_ = ['labels', 'export', '--project', 'study', '--format', 'csv', '--out', 'labels.csv'];
    expect(await onsetJson(scratch, shapes.exported, ...export_)).toMatchObject({ labels: 13 });
    expect((await clipsOf()).find(({ id }) => id === first?.id)).toMatchObject({ intensity: 0.7 });

    const options = ['--as', 'folder-per-class', '--project', 'study'];
    scratch.write({ 'more/fear/1.txt': 'no image' });
    expect(await onsetFailure(scratch, 'import', 'more', ...options)).toMatchObject({ exit: 2 });
    const { run } = await onsetJson(scratch, shapes.trained, ...TRAIN, '--epochs', '2');
    expect(await window.call('runs.list', {})).toMatchObject([{ id: run, status: 'done' }]);
    expect(await runsOf()).toMatchObject([{ id: run, status: 'done' }]);
    expect(holderPid()).toBe(window.child.pid);
  });

  test('it ends cleanly when told to, and leaves the project to the next', async () => {
    const window = await serveStudy();
    expect((await fetch(new URL('/', window.url))).status).toBe(401);
    window.child.kill('SIGTERM');
    expect(await window.outcome).toMatchObject({ code: 0, stderr: '' });
    expect(traces()).toEqual([]);
    expect(await clipsOf()).toHaveLength(12);
  });
});

describe('after kill -9 of whoever had it open', () => {
  test('the next command takes the project over', async () => {
    const window = await serveStudy();
    window.child.kill('SIGKILL');
    await window.outcome;
    expect(holderPid()).toBe(window.child.pid);
    expect(await clipsOf()).toHaveLength(12);
    expect(traces()).toEqual([]);
  });

  test('a training that went through it ends with 1 and says so, and is listed as interrupted', async () => {
    const window = await serveStudy();
    const training = startOnset(scratch, [...TRAIN, '--epochs', '10000', '--json']);
    children.add(training);
    const outcome = outcomeOf(training);
    while (!JSON.stringify(await window.call('runs.list', {})).includes('"training"')) await delay(50);
    window.child.kill('SIGKILL');
    const { code, stdout } = await outcome;
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error.message).toMatch(/ended before the run did/);
    expect((await runsOf())[0]).toMatchObject({
      status: 'interrupted',
      failure: expect.stringContaining('The program ended'),
    });
  });
});

describe('several commands at once', () => {
  test('all get their answer', async () => {
    const alone = await clipsOf();
    const together = await Promise.all(Array.from({ length: 5 }, clipsOf));
    expect(together).toEqual(Array.from({ length: 5 }, () => alone));
  });

  test('a command that is done stays until the training that goes through it is done too', async () => {
    const before = (await runsOf()).length;
    const trainings = ['1', '2'].map((seed) =>
      onsetJson(scratch, shapes.trained, ...TRAIN, '--epochs', '30', '--seed', seed),
    );
    const [clips] = await Promise.all([clipsOf(), ...trainings]);
    expect(clips).toHaveLength(12);
    const runs = await runsOf();
    expect(runs.length).toBe(before + 2);
    expect(runs.slice(0, 2).map(({ status }) => status)).toEqual(['done', 'done']);
    expect(traces()).toEqual([]);
  });
});

test('doctor lists every backend: its version, or why not', async () => {
  const reports = await onsetJson(scratch, z.array(backendReport.strict()), 'doctor');
  expect(reports.map(({ name }) => name)).toEqual(backendName.options);
  for (const { available, version, device, whyNot, fix } of reports) {
    expect([version !== null, device !== null, whyNot === null]).toEqual([available, available, available]);
    if (available) expect(fix).toBeNull();
  }
  expect(reports.find(({ available }) => available)?.chosen).toBe(true);
  const { stdout } = await onset(scratch, 'doctor');
  expect(stdout).toMatch(/wasm.* yes.* 4\.22.* MiB/);
});

test('serve prints its address for people', async () => {
  const child = startOnset(scratch, ['serve']);
  children.add(child);
  const outcome = outcomeOf(child);
  const [text] = child.stdout === null ? [] : await once(child.stdout, 'data');
  expect(String(text)).toMatch(/^Onset is at http:\/\/127\.0\.0\.1:\d+\/\?token=\S+\n/);
  child.kill('SIGINT');
  expect((await outcome).code).toBe(0);
});
