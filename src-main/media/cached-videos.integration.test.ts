import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import { clipId } from '#shared/domain/ids.ts';
import { numberInPixels } from './numbered-frames.ts';
import type { MediaClip } from './sources.ts';
import { ffprobeFrames, makeNumberedVideo, type TestVideoKind } from './test-videos.ts';
import { createViewer, type Viewer } from './viewer.ts';

const FRAMES = 160;
const WIDTH = 160;
const HEIGHT = 120;

let dir: string;
let viewer: Viewer;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-videos-'));
  viewer = createViewer(join(dir, 'cache'));
});
afterEach(async () => {
  await viewer.close();
  rmSync(dir, { recursive: true, force: true });
});

/** All frames of the video as a clip. */
async function clipOf(kind: TestVideoKind): Promise<{ clip: MediaClip; timesMs: (number | null)[] }> {
  const file = await makeNumberedVideo(dir, kind, { frames: FRAMES, width: WIDTH, height: HEIGHT });
  const timesMs = await ffprobeFrames(file);
  const path = basename(file);
  const media = {
    root: dirname(file),
    paths: timesMs.map(() => path),
    sourceNumbers: [...timesMs.keys()],
    contentHash: kind,
    container: { kind: 'video' as const, path },
    timestampsMs: timesMs.flatMap((ms) => ms ?? []),
  };
  return { clip: { name: kind, fps: null, media }, timesMs };
}

/** The numbers that these JPEG files carry, as FFmpeg reads them. */
function numbersOf(images: readonly Uint8Array[]): (number | null)[] {
  const folder = mkdtempSync(join(dir, 'shown-'));
  mkdirSync(folder, { recursive: true });
  for (const [i, bytes] of images.entries()) writeFileSync(join(folder, `${i}.jpg`), bytes);
  const input = ['-start_number', '0', '-i', join(folder, '%d.jpg')];
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
  const pixels = execFileSync('ffmpeg', ['-loglevel', 'error', ...input, ...output], {
    maxBuffer: 1024 ** 3,
  });
  const size = WIDTH * HEIGHT;
  return images.map((_, i) => numberInPixels(pixels.subarray(i * size, (i + 1) * size), WIDTH, HEIGHT));
}

/** The frames at these indices, asked for by three at once; the numbers they carry, and the times told with them. */
async function look(clip: MediaClip, indices: readonly number[]) {
  const images: Uint8Array[] = [];
  const timesMs: (number | null)[] = [];
  let next = 0;
  const asker = async () => {
    for (let at = next++; at < indices.length; at = next++) {
      const index = indices[at] ?? 0;
      const reply = await viewer.frame(clip, { clipId: clipId.parse(1), index, size: 'full' });
      expect(reply.mimeType).toBe('image/jpeg');
      images[at] = reply.bytes;
      timesMs[at] = reply.timestampMs;
    }
  };
  await Promise.all([asker(), asker(), asker()]);
  return { numbers: numbersOf(images), timesMs };
}

const KINDS: readonly (readonly [TestVideoKind, number])[] = [
  ['h264-variable', 0],
  ['h264-edit-list', 25],
  ['mjpeg-avi', 0],
];

it.each(KINDS)(
  'frames of %s are the right ones, before, while and after they are cached',
  async (kind, first) => {
    const { clip, timesMs } = await clipOf(kind);
    const random = createRandom(6);
    const anywhere = Array.from({ length: 200 }, () => random.int(timesMs.length));
    const seen = await look(clip, anywhere);
    expect(seen.numbers).toEqual(anywhere.map((index) => index + first));
    for (const [at, index] of anywhere.entries())
      expect(seen.timesMs[at]).toBeCloseTo(timesMs[index] ?? Number.NaN, 3);

    const chunks = Math.ceil(timesMs.length / 64);
    const frames = join(dir, 'cache', 'frames');
    const cached = () =>
      existsSync(frames) ? readdirSync(frames, { recursive: true, encoding: 'utf8' }) : [];
    while (cached().filter((name) => name.endsWith('.frames')).length < chunks) await delay(20);
    await viewer.close();
    viewer = createViewer(join(dir, 'cache'));
    rmSync(join(dir, clip.media.paths[0] ?? ''));
    const all = [...timesMs.keys()];
    expect((await look(clip, all)).numbers).toEqual(all.map((index) => index + first));
  },
);

it('two clips of one video that begin at different frames are never mistaken for each other', async () => {
  const { clip } = await clipOf('h264');
  const from = (start: number): MediaClip => ({
    ...clip,
    media: {
      ...clip.media,
      paths: clip.media.paths.slice(start),
      sourceNumbers: clip.media.sourceNumbers.slice(start),
      timestampsMs: clip.media.timestampsMs?.slice(start) ?? null,
    },
  });
  for (const start of [0, 30, 7])
    expect((await look(from(start), [0, 1])).numbers).toEqual([start, start + 1]);
});
