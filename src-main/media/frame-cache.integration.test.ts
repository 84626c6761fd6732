import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import type { MediaClip } from './sources.ts';
import { greyPixelOf, greyTiff } from './test-support.ts';
import { createViewer, type Viewer } from './viewer.ts';

const SIDE = 32;
const FRAMES = 150;
const CHUNKS = 3;

let dir: string;
let clip: MediaClip;
let viewer: Viewer;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-frames-'));
  clip = addClip(FRAMES);
  viewer = openViewer();
});
afterEach(async () => {
  await viewer.close();
  rmSync(dir, { recursive: true, force: true });
});

/** TIFF files; the frame at `index` is grey all over, of the value `index`. */
function addClip(frames: number): MediaClip {
  const paths = Array.from({ length: frames }, (_, index) => `${index}.tiff`);
  for (const [index, path] of paths.entries())
    writeFileSync(
      join(dir, path),
      greyTiff(SIDE, SIDE, () => index),
    );
  return {
    name: 'EP01',
    fps: 200,
    media: {
      root: dir,
      paths,
      sourceNumbers: paths.map((_, index) => index),
      contentHash: 'hash',
      container: null,
      timestampsMs: null,
    },
  };
}

const openViewer = (cacheDir = join(dir, 'cache')) => createViewer(cacheDir);
const ask = (index: number) => viewer.frame(clip, { clipId: clipId.parse(1), index, size: 'full' });
/** The grey that the frame at `index` came as. */
const grey = async (index: number) => greyPixelOf((await ask(index)).bytes);

/** Names of what is in the cache of frames. */
const cached = (cacheDir = join(dir, 'cache')) =>
  existsSync(join(cacheDir, 'frames'))
    ? readdirSync(join(cacheDir, 'frames'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.includes('.frames'),
      )
    : [];

async function until(what: () => boolean): Promise<void> {
  const lateMs = performance.now() + 60_000;
  while (!what()) {
    if (performance.now() > lateMs) throw new Error(`It never came to that: ${what}; ${cached()}`);
    await delay(2);
  }
}
const untilFilled = () =>
  until(() => cached().length === CHUNKS && !cached().some((name) => name.endsWith('.tmp')));

async function inNextSession(): Promise<void> {
  await viewer.close();
  viewer = openViewer();
}

/** Without the sources, only the cache can answer. */
function takeSourcesAway(): void {
  for (const path of clip.media.paths) rmSync(join(dir, path), { force: true });
}

/** The decoders of this test process that are alive. */
function decoders(): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], {
    encoding: 'utf8',
  });
  const lines = listed.split('\n').filter((line) => line.includes('decoder/main.ts'));
  return lines.map((line) => Number.parseInt(line, 10));
}

describe('frames that no browser shows as they lie', () => {
  it('are decoded once: the next session has them from the cache, each the right one', async () => {
    expect(await grey(140)).toBe(140);
    await untilFilled();
    await inNextSession();
    takeSourcesAway();
    for (const index of [0, 63, 64, 127, 128, 149, 5]) expect(await grey(index)).toBe(index);
    // Nothing had to be decoded.
    expect(decoders()).toEqual([]);
    const { mimeType } = await viewer.frame(clip, { clipId: clipId.parse(1), index: 77, size: 'thumbnail' });
    expect(mimeType).toBe('image/webp');
  });

  it('are made again where the cache is damaged, and never shown wrong', async () => {
    await ask(0);
    await untilFilled();
    const files = cached().map((name) => join(dir, 'cache', 'frames', name));
    for (const [i, file] of files.entries()) {
      const bytes = readFileSync(file);
      // In the middle of a frame, in the index, cut off.
      const at = i === 0 ? 40 : bytes.length - 100;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, i === 2 ? bytes.subarray(0, 1000) : bytes);
    }
    await inNextSession();
    for (let index = 0; index < FRAMES; index++) expect(await grey(index)).toBe(index);
    await untilFilled();
    await inNextSession();
    takeSourcesAway();
    for (let index = 0; index < FRAMES; index++) expect(await grey(index)).toBe(index);
  });

  it('still come while the cache is deleted over and over', async () => {
    for (let index = 0; index < FRAMES; index += 3) {
      if (index % 30 === 0) rmSync(join(dir, 'cache'), { recursive: true, force: true });
      expect(await grey(index)).toBe(index);
    }
  });

  it('still come where the cache cannot be written', async () => {
    await viewer.close();
    writeFileSync(join(dir, 'no-folder'), '');
    viewer = openViewer(join(dir, 'no-folder'));
    for (const index of [3, 149, 70]) expect(await grey(index)).toBe(index);
  });

  it('still come on a full disk, and half a chunk is not left behind', async (context) => {
    const disk = smallDisk();
    if (disk === null) return context.skip('nobody may mount a disk here');
    writeFileSync(join(disk, 'filler'), Buffer.alloc(1020 * 1024));
    await viewer.close();
    viewer = openViewer(disk);
    for (let index = 0; index < FRAMES; index += 10) expect(await grey(index)).toBe(index);
    await until(() => decoders().length === 2);
    await delay(500);
    expect(cached(disk)).toEqual([]);
  });

  it('still come after the decoder that fills the cache was killed, which leaves nothing half written', async () => {
    let killed = 0;
    const killing = (async () => {
      for (; killed < 2; killed++) {
        await until(() => cached().some((name) => name.endsWith('.tmp')));
        const [writing] = cached().flatMap((name) => /\.(\d+)\.tmp$/.exec(name)?.[1] ?? []);
        if (writing !== undefined) kill(Number(writing));
        await delay(50);
      }
    })();
    for (let index = 0; index < FRAMES; index++) expect(await grey(index)).toBe(index);
    await killing;
    expect(killed).toBe(2);
    await ask(1);
    await until(() => cached().length >= CHUNKS - 1 && !cached().some((name) => name.endsWith('.tmp')));
    for (let index = 0; index < FRAMES; index++) expect(await grey(index)).toBe(index);
  });

  it('that cannot be decoded cost themselves alone, and come once they can be', async () => {
    const whole = readFileSync(join(dir, '7.tiff'));
    rmSync(join(dir, '7.tiff'));
    writeFileSync(join(dir, '9.tiff'), 'Not a picture at all, though its name says so.');
    await expect(ask(7)).rejects.toThrow(/EP01.*7\.tiff is not there/);
    await expect(ask(9)).rejects.toThrow(/EP01.*9\.tiff is not an image/);
    expect(await grey(8)).toBe(8);
    await untilFilled();
    await inNextSession();
    await expect(ask(7)).rejects.toThrow(/is not there/);
    writeFileSync(join(dir, '7.tiff'), whole);
    expect(await grey(7)).toBe(7);
    // It was filled anew: the frame is there for the session after.
    await until(() => decoders().length === 2);
    await untilFilled();
    await inNextSession();
    rmSync(join(dir, '7.tiff'));
    expect(await grey(7)).toBe(7);
  });

  it('leave nothing half written when the project is closed in the middle', async () => {
    await ask(0);
    await until(() => cached().length > 0);
    await viewer.close();
    expect(cached().filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(decoders()).toEqual([]);
  });
});

/** Another Onset, so to speak: shows all frames of a clip in the order it is told, and says what it saw. */
const OTHER = `
process.once('message', async ({ viewer, support, cacheDir, clip, order }) => {
  const { createViewer } = await import(viewer);
  const { greyPixelOf } = await import(support);
  const shown = createViewer(cacheDir);
  const greys = [];
  for (const index of order)
    greys.push(greyPixelOf((await shown.frame(clip, { clipId: 1, index, size: 'full' })).bytes));
  process.send(greys);
  process.on('disconnect', () => shown.close().then(() => process.exit(0)));
});
`;

describe('processes that fill the same cache', () => {
  it('all show every frame right, and leave one whole file a chunk', async () => {
    const entry = join(dir, 'other.mjs');
    writeFileSync(entry, OTHER);
    const source = (name: string) => pathToFileURL(join(import.meta.dirname, name)).href;
    const onwards = Array.from({ length: FRAMES }, (_, index) => index);
    const orders = [onwards, onwards, onwards.toReversed()];
    const others = orders.map((order) => {
      const other = fork(entry, { execArgv: [] });
      const clipOfOther = { cacheDir: join(dir, 'cache'), clip, order };
      other.send({ viewer: source('viewer.ts'), support: source('test-support.ts'), ...clipOfOther });
      return { other, said: once(other, 'message') };
    });
    const shown = await Promise.all(others.map(async ({ said }) => (await said)[0]));
    expect(shown).toEqual(orders);
    await untilFilled();
    for (const { other } of others) {
      const gone = once(other, 'exit');
      other.disconnect();
      await gone;
    }
    expect(cached().filter((name) => !name.endsWith('.frames'))).toEqual([]);
    expect(cached()).toHaveLength(CHUNKS);
    takeSourcesAway();
    for (const index of onwards) expect(await grey(index)).toBe(index);
  });
});

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}

/** A disk of one megabyte that is gone after the test; null on a machine that lets nobody mount one. */
function smallDisk(): string | null {
  const at = mkdtempSync(join(tmpdir(), 'onset-disk-'));
  onTestFinished(() => rmSync(at, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', at]));
  return at;
}
