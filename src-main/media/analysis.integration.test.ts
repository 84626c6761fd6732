import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaceFound } from '#shared/domain/frames.ts';
import { clipId } from '#shared/domain/ids.ts';
import { type Analysis, createAnalysis } from './analysis.ts';
import type { MediaClip } from './sources.ts';
import { greyPng } from './test-support.ts';

/** Photographs with people come with the package itself. */
const PHOTOGRAPHS = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo',
);

let dir = '';
let analysis: Analysis;
const clips = new Map<number, MediaClip>();
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-analysis-'));
  analysis = createAnalysis((id) => {
    const clip = clips.get(id);
    if (clip === undefined) throw new Error(`There is no clip ${id}.`);
    return clip;
  });
});
afterAll(async () => {
  await analysis.close();
  rmSync(dir, { recursive: true, force: true });
});

let lastId = 0;
function addClip(root: string, paths: readonly string[], contentHash: string | null = `hash ${lastId}`) {
  lastId += 1;
  const sourceNumbers = paths.map((_, index) => index);
  const media = { root, paths: [...paths], sourceNumbers, contentHash, container: null, timestampsMs: null };
  clips.set(lastId, { name: `Clip${lastId}`, fps: 200, media });
  return clipId.parse(lastId);
}

/** A clip of a texture that is moved to the right by so many pixels in each frame. */
function addMoving(shifts: readonly number[], contentHash?: string | null) {
  const paths = shifts.map((by, index) => {
    const path = `moving${lastId}-${index}.png`;
    const png = greyPng(96, 64, (x, y) => 128 + 60 * Math.sin((x - by) / 2) + 50 * Math.cos(y / 3));
    writeFileSync(join(dir, path), png);
    return path;
  });
  return addClip(dir, paths, contentHash);
}

const task = () => ({ signal: new AbortController().signal, report: () => {} });

describe('what is measured in the frames of a clip', () => {
  it('is its motion from a frame, and its flow between two', async () => {
    const clip = addMoving([0, 0, 1, 2, 1, 0]);
    const [none, still, one, two, again, back] = await analysis.motion(clip, 0, task());
    expect([none, still, back]).toEqual([0, 0, 0]);
    expect(one).toBeGreaterThan(1);
    expect(two).toBeGreaterThan(one ?? 0);
    expect(again).toBe(one);

    const { u, v, ...field } = await analysis.flow(clip, 0, 3, task());
    expect(field).toMatchObject({ from: 0, to: 3, widthPx: 96, heightPx: 64, columns: 48, rows: 32 });
    const middle = 16 * 48 + 24;
    expect(u[middle]).toBeGreaterThan(1.8);
    expect(u[middle]).toBeLessThan(2.2);
    expect(v[middle]).toBeCloseTo(0, 1);
  });

  it('is measured once, where the content is known', async () => {
    const clip = addMoving([0, 1]);
    const unhashed = addMoving([0, 1], null);
    const before = await analysis.motion(clip, 0, task());
    await analysis.motion(unhashed, 0, task());
    rmSync(join(dir, clips.get(clip)?.media.paths[1] ?? ''));
    rmSync(join(dir, clips.get(unhashed)?.media.paths[1] ?? ''));
    expect(await analysis.motion(clip, 0, task())).toEqual(before);
    // From another frame, or of files that may be others by now, it is measured anew.
    await expect(analysis.motion(clip, 1, task())).rejects.toThrow('is not there');
    await expect(analysis.motion(unhashed, 0, task())).rejects.toThrow('is not there');
  });

  it('is refused in words that name clip and file, and then goes on', async () => {
    writeFileSync(join(dir, 'broken.png'), 'No image.');
    const clip = addClip(dir, ['broken.png', 'broken.png']);
    const { name } = clips.get(clip) ?? { name: '' };
    for (const attempt of [
      () => analysis.motion(clip, 0, task()),
      () => analysis.flow(clip, 0, 1, task()),
      () => analysis.face(clip, 0, task()),
    ])
      await expect(attempt()).rejects.toThrow(new RegExp(`^Clip ${name}: .*broken\\.png`));
    await expect(analysis.face(clip, 7, task())).rejects.toThrow(`The clip ${name} has no frame 7`);
    expect((await analysis.flow(addMoving([0, 1]), 0, 1, task())).columns).toBe(48);
  });

  it('is not waited for once it is cancelled', async () => {
    const clip = addMoving([0, 1]);
    const controller = new AbortController();
    const asked = analysis.flow(clip, 0, 1, { ...task(), signal: controller.signal });
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await expect(analysis.motion(clip, 0, { ...task(), signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

/** Marked by hand, in pixels: middles of the eyes, tip of the nose, corners of the mouth. */
const MARKED = [
  [706, 148.5],
  [783.5, 189],
  [720, 195],
  [674, 227.5],
  [741, 259],
] as const;

/** The same of the 68 points, see iBUG 300-W; left is the picture's left. */
function marksOf({ landmarks }: FaceFound) {
  const middle = (from: number, to: number) => {
    const points = landmarks.slice(from, to);
    const mean = (pick: (point: { x: number; y: number }) => number) =>
      points.reduce((sum, point) => sum + pick(point), 0) / points.length;
    return [mean(({ x }) => x), mean(({ y }) => y)] as const;
  };
  return [middle(36, 42), middle(42, 48), middle(30, 31), middle(48, 49), middle(54, 55)] as const;
}

describe('the face of a frame', () => {
  it('has its box and its 68 points where an eye sees them', async () => {
    const face = await analysis.face(addClip(PHOTOGRAPHS, ['sample4.jpg']), 0, task());
    if (face === null) throw new Error('There is a face.');
    expect(face.certainty).toBeGreaterThan(0.9);
    expect(face.landmarks).toHaveLength(68);
    const eyes = Math.hypot(MARKED[1][0] - MARKED[0][0], MARKED[1][1] - MARKED[0][1]);
    for (const [i, [x, y]] of marksOf(face).entries()) {
      const [markedX, markedY] = MARKED[i] ?? [Number.NaN, Number.NaN];
      expect(Math.hypot(x - markedX, y - markedY)).toBeLessThan(0.2 * eyes);
      expect(x).toBeGreaterThan(face.box.x);
      expect(x).toBeLessThan(face.box.x + face.box.width);
      expect(y).toBeGreaterThan(face.box.y);
      expect(y).toBeLessThan(face.box.y + face.box.height);
    }
  });

  it('is none where there is nobody', async () => {
    expect(await analysis.face(addMoving([0]), 0, task())).toBe(null);
  });

  it('is found for the newest first, and all that were asked for', async () => {
    const order: number[] = [];
    const clip = addMoving([0, 1, 2, 3]);
    const ask = async (index: number) => {
      await analysis.face(clip, index, task());
      order.push(index);
    };
    await Promise.all([0, 1, 2, 3].map(ask));
    expect([...order].sort()).toEqual([0, 1, 2, 3]);
    expect(order.indexOf(3)).toBeLessThan(order.indexOf(1));
  });
});
