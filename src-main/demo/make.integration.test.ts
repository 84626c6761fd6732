import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoEvent, demoEvent } from '#shared/contract/children.ts';
import { planClips } from './cast.ts';
import { makeDemo } from './make.ts';
import { FRAME_SIZE } from './recipe.ts';

let folder = '';
let dir = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onset-demo-'));
  dir = join(folder, 'demo');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const quiet = () => {};
const firstClips = (seed: number) => planClips(seed).slice(0, 3);

/** Every file below `root`, and what is in it. */
function digests(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  return Object.fromEntries(paths.map((file) => [file.slice(root.length), digest(file)]));
}

function start(seed: number): { child: ChildProcess; events: DemoEvent[]; ended: Promise<number | null> } {
  const child = fork(join(import.meta.dirname, 'main.ts'), [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  children.push(child);
  const events: DemoEvent[] = [];
  child.on('message', (message) => events.push(demoEvent.parse(message)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.send({ type: 'make', dir, seed });
  return { child, events, ended };
}

/** Resolves once so many clips were drawn. */
function drawn({ child }: { child: ChildProcess }, clips: number): Promise<void> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      const event = demoEvent.parse(message);
      if (event.type === 'progress' && event.done >= clips) resolve();
    });
  });
}

it('writes each frame where the layout says, under the number that the sheet counts by', async () => {
  const clips = firstClips(1);
  const made = await makeDemo(dir, 1, quiet, clips);
  const [sheetHeader, ...sheet] = readFileSync(made.codingSheet, 'utf8').trim().split('\n');
  expect(sheetHeader).toContain('Filename');
  expect(sheet).toHaveLength(3);
  for (const [i, line] of sheet.entries()) {
    const [subject = '', name = '', onset = '', apex = '', offset = ''] = line.split(',');
    const file = (frame: string) =>
      made.layout.replace('{subject}', subject).replace('{clip}', name).replace('{frame}', frame);
    for (const mark of [onset, apex, offset]) expect(existsSync(join(made.framesDir, file(mark)))).toBe(true);
    expect(readdirSync(join(made.framesDir, file(onset), '..'))).toHaveLength(clips[i]?.frames ?? -1);
  }
  for (const table of made.intensityTables) expect(existsSync(table)).toBe(true);
  expect(made.intensityTables).toHaveLength(3);
  const frame = readdirSync(made.framesDir, { recursive: true, withFileTypes: true }).find((e) => e.isFile());
  const stats = await sharp(join(frame?.parentPath ?? '', frame?.name ?? '')).stats();
  expect(stats.channels[0]?.stdev).toBeGreaterThan(10);
  const { width, height } = await sharp(join(frame?.parentPath ?? '', frame?.name ?? '')).metadata();
  expect([width, height]).toEqual([FRAME_SIZE, FRAME_SIZE]);
});

it('gives the same bytes for the same seed, and others for another', async () => {
  const again = join(folder, 'again');
  const other = join(folder, 'other');
  await makeDemo(dir, 1, quiet, firstClips(1));
  await makeDemo(again, 1, quiet, firstClips(1));
  await makeDemo(other, 2, quiet, firstClips(2));
  expect(digests(again)).toEqual(digests(dir));
  const seen = new Set(Object.values(digests(dir)));
  const shared = Object.values(digests(other)).filter((digest) => seen.has(digest));
  expect(shared).toEqual([]);
});

it('an interrupted call leaves nothing that looks complete; the next one starts anew and finishes', async () => {
  const interrupt = (done: number) => {
    if (done === 2) throw new Error('interrupted');
  };
  await expect(makeDemo(dir, 1, interrupt, firstClips(1))).rejects.toThrow('interrupted');
  expect(existsSync(dir)).toBe(false);
  expect(readdirSync(join(folder, 'demo.part'))).toContain('frames');
  writeFileSync(join(folder, 'demo.part', 'stray.txt'), 'left over');
  await makeDemo(dir, 1, quiet, firstClips(1));
  expect(readdirSync(folder)).toEqual(['demo']);
  expect(existsSync(join(dir, 'stray.txt'))).toBe(false);
});

it('what is there already is not made again, and nothing of anybody else’s is touched', async () => {
  await makeDemo(dir, 1, quiet, firstClips(1));
  const before = digests(dir);
  const reports: number[] = [];
  await makeDemo(dir, 1, (done) => reports.push(done));
  expect(reports).toEqual([]);
  await expect(makeDemo(dir, 2, quiet)).rejects.toMatchObject({ code: 'conflict' });
  expect(digests(dir)).toEqual(before);
  const taken = join(folder, 'taken');
  mkdirSync(taken);
  writeFileSync(join(taken, 'thesis.txt'), 'mine');
  await expect(makeDemo(taken, 1, quiet)).rejects.toMatchObject({ code: 'conflict' });
  expect(readdirSync(taken)).toEqual(['thesis.txt']);
});

it('the child draws what this process draws, tells how far it is, and is gone without a trace of "done" when killed', async () => {
  const one = start(1);
  await drawn(one, 3);
  one.child.kill('SIGKILL');
  await one.ended;
  expect(existsSync(dir)).toBe(false);
  expect(one.events.every((event) => event.type === 'progress' && event.total === 320)).toBe(true);
  const half = digests(join(folder, 'demo.part', 'frames'));
  await makeDemo(join(folder, 'here'), 1, quiet, firstClips(1));
  const here = digests(join(folder, 'here', 'frames'));
  expect(Object.keys(here).length).toBeGreaterThan(70);
  for (const [file, digest] of Object.entries(here)) expect(half[file], file).toBe(digest);
});

it('the child leaves when its parent does', async () => {
  const one = start(1);
  await drawn(one, 2);
  const left = once(one.child, 'exit');
  one.child.disconnect();
  expect(await left).toEqual([0, null]);
  expect(existsSync(dir)).toBe(false);
});

it('the child says in words why it cannot', async () => {
  writeFileSync(join(folder, 'file'), '');
  dir = join(folder, 'file', 'demo');
  const one = start(1);
  await one.ended;
  expect(one.events.at(-1)).toEqual({
    type: 'failed',
    failure: {
      code: 'conflict',
      message: 'The demo clips could not be written: a file stands where the folder should be.',
    },
  });
});
