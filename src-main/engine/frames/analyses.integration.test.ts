import { copyFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { addFiles, folderWith, request } from '#main/exchange/importers/test-support.ts';
import { taskId } from '#shared/domain/ids.ts';
import { greyPng, temporaryEngine } from '../test-support.ts';

const task = { taskId: taskId.parse('task') };

/** An engine with the one clip that an import from this folder finds. */
async function engineWith(given: Parameters<typeof request>[0]) {
  const { engine, events } = temporaryEngine();
  await engine.call('projects.create', { dir: join(temporaryFolder(), 'project') });
  const { planId } = await engine.call('imports.preview', { request: request(given), ...task });
  await engine.call('imports.run', { planId, ...task });
  const sort = { by: 'name', direction: 'ascending' } as const;
  const { ids } = await engine.call('clips.query', { filter: {}, sort, raterId: null });
  const [clipId] = ids;
  if (clipId === undefined || ids.length > 1) throw new Error(`There are ${ids.length} clips.`);
  events.length = 0;
  return { engine, events, clipId };
}

/** A mouth that goes up and comes back: by so many pixels at each frame, with its height at frame 9. */
const LIFTS = [0, 0, 0, 0, 0.4, 1, 1.8, 2.5, 2.9, 3, 2.8, 2.2, 1.5, 0.8, 0.3, 0, 0, 0, 0, 0];
const APEX = 9;

function facesFolder(): string {
  const root = folderWith({});
  for (const [index, lift] of LIFTS.entries()) {
    // Noise of its own in each frame, as a camera has.
    const noise = (x: number, y: number) => (x * 7919 + y * 104_729 + index * 1_299_709) % 5;
    const skin = (x: number, y: number) => 120 + 60 * Math.sin(x / 2) + 50 * Math.cos(y / 3);
    const inMouth = (x: number, y: number) => x > 30 && x < 66 && y > 40 && y < 64;
    const png = greyPng(96, 96, (x, y) => skin(x, inMouth(x, y) ? y + lift : y) + noise(x, y));
    addFiles(root, { [`S1/a/img${index + 46}.png`]: png });
  }
  return root;
}

describe('what the window asks of the frames of a clip', () => {
  it('is where it moves: a curve, an apex suggested, the flow to it; no label is set', async () => {
    const { engine, events, clipId } = await engineWith({ kind: 'sequences', source: facesFolder() });
    const { reference, energy, suggestedApex } = await engine.call('frames.motion', {
      clipId,
      reference: 0,
      ...task,
    });
    expect([reference, energy.length, energy[0]]).toEqual([0, LIFTS.length, 0]);
    expect(Math.abs((suggestedApex ?? 99) - APEX)).toBeLessThanOrEqual(1);

    const { u, v, columns, rows } = await engine.call('frames.flow', { clipId, from: 0, to: APEX, ...task });
    expect([columns, rows]).toEqual([48, 48]);
    // The middle of the mouth goes up by 3 pixels, the forehead stays.
    const cell = (x: number, y: number) => (y / 2) * columns + x / 2;
    expect(v[cell(48, 52)]).toBeGreaterThan(-3.6);
    expect(v[cell(48, 52)]).toBeLessThan(-2.4);
    expect(Math.abs(u[cell(48, 52)] ?? 99)).toBeLessThan(0.4);
    expect(Math.abs(v[cell(48, 14)] ?? 99)).toBeLessThan(0.2);

    expect(events.filter(({ type }) => type !== 'task')).toEqual([]);
    const listed = await engine.call('clips.rows', { ids: [clipId], raterId: null });
    expect(listed).toMatchObject([{ onset: null, apex: null, offset: null }]);
  });

  it('is refused in words for a frame that the clip has not', async () => {
    const { engine, clipId } = await engineWith({ kind: 'sequences', source: facesFolder() });
    const beyond = { clipId, ...task };
    for (const asked of [
      () => engine.call('frames.motion', { ...beyond, reference: 20 }),
      () => engine.call('frames.flow', { ...beyond, from: 0, to: 20 }),
      () => engine.call('frames.face', { ...beyond, index: 20 }),
    ])
      await expect(asked()).rejects.toThrow('has no frame 20: it has 20, counted from 0');
  });
});

/** A man in a car, 176 x 144, as he sits in the first frame: marked by hand. It may not be passed on, so it is not always there. */
const CARPHONE = resolve('../shared/real/carphone.mp4');
const MARKED = { leftEye: [77, 60.8], rightEye: [99, 55.8], nose: [91, 68], mouth: [92.6, 80.5] } as const;

test.skipIf(!existsSync(CARPHONE))('the face in a video is where an eye sees it', async () => {
  const films = temporaryFolder();
  copyFileSync(CARPHONE, join(films, 'carphone.mp4'));
  const { engine, clipId } = await engineWith({ kind: 'videos', source: films });
  const { face } = await engine.call('frames.face', { clipId, index: 0, ...task });
  if (face === null) throw new Error('There is a face.');
  const middle = (from: number, to: number) => {
    const points = face.landmarks.slice(from, to);
    return [
      points.reduce((sum, { x }) => sum + x, 0) / points.length,
      points.reduce((sum, { y }) => sum + y, 0) / points.length,
    ] as const;
  };
  const seen = {
    leftEye: middle(36, 42),
    rightEye: middle(42, 48),
    nose: middle(30, 31),
    mouth: middle(48, 60),
  };
  for (const name of ['leftEye', 'rightEye', 'nose', 'mouth'] as const) {
    const [x, y] = seen[name];
    expect(Math.hypot(x - MARKED[name][0], y - MARKED[name][1])).toBeLessThan(4);
  }
});
