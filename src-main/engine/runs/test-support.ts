import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { greyPng } from '#main/media/test-support.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import { taskId } from '#shared/domain/ids.ts';
import { defaultRunSpec, type RunSpec, type TaskKind } from '#shared/domain/run-spec.ts';
import { createEngine, type Engine } from '../engine.ts';
import { runPaths } from './folder.ts';

export type RunEvent = EngineEvent & { readonly type: 'run' };

export interface TestProject {
  readonly dir: string;
  readonly framesDir: string;
  readonly engine: Engine;
  /** Every event about runs so far. */
  readonly events: readonly RunEvent[];
}

const SUBJECTS = 6;
const FRAMES = 4;
const SIZE = 12;
/** What moves in the face of each emotion. */
const PATTERNS: Readonly<Record<string, (x: number, y: number, frame: number) => number>> = {
  anger: (x, _, frame) => (x * 20 * frame) % 256,
  happiness: (_, y, frame) => (y * 20 * frame) % 256,
};

/** A project of 6 subjects with a clip of 4 frames for each of 2 emotions, imported from folders; everything is gone after the test. */
export async function makeTestProject(): Promise<TestProject> {
  const folder = temporaryFolder();
  const framesDir = join(folder, 'frames');
  writeFrames(framesDir);
  const opened = openTestEngine(folder);
  await opened.engine.call('projects.create', { dir: opened.dir });
  const request = {
    kind: 'folder-per-class' as const,
    source: framesDir,
    pattern: '(?<subject>S\\d+)_(?<clip>\\d+)_(?<frame>\\d+)',
  };
  const asTask = () => ({ taskId: taskId.parse(crypto.randomUUID()) });
  const { planId } = await opened.engine.call('imports.preview', { request, ...asTask() });
  await opened.engine.call('imports.run', { planId, ...asTask() });
  return { ...opened, framesDir };
}

/** An engine of its own on the project under `folder`, which it does not open yet. */
export function openTestEngine(folder: string) {
  const engine = createEngine({ host: 'in-process', configDir: join(folder, 'config') });
  onTestFinished(() => engine.close());
  const events: RunEvent[] = [];
  engine.onEvent((event) => {
    if (event.type === 'run') events.push(event);
  });
  return { dir: join(folder, 'project'), engine, events };
}

function writeFrames(framesDir: string): void {
  for (const [emotion, value] of Object.entries(PATTERNS)) {
    mkdirSync(join(framesDir, emotion), { recursive: true });
    for (let subject = 1; subject <= SUBJECTS; subject++)
      for (let frame = 0; frame < FRAMES; frame++) {
        const name = `S${subject}_${emotion === 'anger' ? 1 : 2}_${frame}.png`;
        const bytes = greyPng(SIZE, SIZE, (x, y) => (value(x, y, frame) + subject) % 256);
        writeFileSync(join(framesDir, emotion, name), bytes);
      }
  }
}

/** Small enough that a run takes a second or two. */
export function smallSpec(task: TaskKind, changes: Partial<RunSpec> = {}): RunSpec {
  return {
    ...defaultRunSpec(task),
    split: { kind: 'kfold', folds: 3 },
    input: { framesPerClip: 2, imageSize: 8, window: 'clip', representation: 'grey', lengths: 'resample' },
    model: { ...defaultRunSpec(task).model, convFilters: [2], denseUnits: 4, lstmUnits: 4 },
    epochs: 2,
    batchSize: 4,
    backend: 'wasm',
    ...changes,
  };
}

/** Never over before it is stopped. */
export const endlessSpec = (): RunSpec => smallSpec('emotion', { epochs: 10_000 });

export async function allClipIds({ engine }: TestProject): Promise<ClipId[]> {
  const sort = { by: 'name' as const, direction: 'ascending' as const };
  return (await engine.call('clips.query', { filter: {}, sort, raterId: null })).ids;
}

/** Resolves at the first event, past or to come, that passes. */
export function whenRun(project: TestProject, passes: (event: RunEvent) => boolean): Promise<RunEvent> {
  const past = project.events.find(passes);
  if (past !== undefined) return Promise.resolve(past);
  return new Promise((resolve) => {
    const stop = project.engine.onEvent((event) => {
      if (event.type !== 'run' || !passes(event)) return;
      stop();
      resolve(event);
    });
  });
}

const ENDS: readonly string[] = ['done', 'failed', 'cancelled', 'interrupted'];

export const whenEnded = (project: TestProject, id: RunId) =>
  whenRun(project, (event) => event.runId === id && ENDS.includes(event.status));

export function readRunJson(dir: string, id: RunId, file: 'spec' | 'split' | 'labels' | 'job'): unknown {
  return JSON.parse(readFileSync(runPaths(dir, id)[file], 'utf8'));
}

/** A CSV of the run's folder by column; the test data has no quoted cells. */
export function readRunCsv(dir: string, id: RunId, name: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(join(runPaths(dir, id).dir, name), 'utf8')
    .trim()
    .split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}
