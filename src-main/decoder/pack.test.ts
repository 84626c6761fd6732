import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { openPack } from '#main/framestore/pack-reader.ts';
import { temporaryOf } from '#main/framestore/temporary.ts';
import { clipId } from '#shared/domain/ids.ts';
import { writePack } from './pack.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-pack-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const never = new AbortController().signal;

/** A clip of 8 x 8 frames, one grey each. */
async function makeClip(id: number, greys: readonly number[]) {
  const files: string[] = [];
  for (const [index, grey] of greys.entries()) {
    const file = join(dir, `${id}-${index}.png`);
    const pixels = new Uint8Array(64).fill(grey);
    await sharp(pixels, { raw: { width: 8, height: 8, channels: 1 } })
      .png()
      .toFile(file);
    files.push(file);
  }
  const places = files.map((file) => ({ kind: 'image' as const, file }));
  return { clipId: clipId.parse(id), files, places, contentHash: `hash ${id}` };
}

/** The first value of each frame of a clip. */
async function greysOf(packFile: string, id: number): Promise<number[]> {
  const pack = openPack(packFile);
  try {
    const { dtype, imageSize } = pack.format;
    expect(dtype).toBe('uint8');
    const frames = new Uint8Array(pack.frameCount(id) * imageSize ** 2);
    await pack.readFrames(id, [...new Array(pack.frameCount(id)).keys()], frames);
    return [...frames.filter((_, at) => at % imageSize ** 2 === 0)];
  } finally {
    pack.close();
  }
}

describe('packing', () => {
  it('keeps clips and frames in order, though several are decoded at once', async () => {
    const packFile = join(dir, 'clips.pack');
    const clips = await Promise.all(
      [1, 2, 3].map((id) =>
        makeClip(
          id,
          Array.from({ length: 25 }, (_, index) => id * 50 + index),
        ),
      ),
    );
    const reports: number[] = [];
    expect(
      await writePack({ packFile, imageSize: 8, content: 'grey', clips }, never, (done, total) =>
        reports.push(done, total),
      ),
    ).toEqual([]);
    for (const id of [1, 2, 3])
      expect(await greysOf(packFile, id)).toEqual(Array.from({ length: 25 }, (_, index) => id * 50 + index));
    expect(reports.slice(-2)).toEqual([75, 75]);
  });

  it('gives the same bytes every time', async () => {
    const clips = [await makeClip(1, [1, 2, 3]), await makeClip(2, [4])];
    const files = ['a.pack', 'b.pack'].map((name) => join(dir, name));
    for (const packFile of files)
      await writePack({ packFile, imageSize: 5, content: 'grey', clips }, never, () => {});
    const [first, second] = files.map((file) => readFileSync(file));
    expect(first).toEqual(second);
  });

  it.each([0, 1, 24])(
    'leaves a clip out, whole, whose frame %i is bad; the next clip is untouched',
    async (bad) => {
      const packFile = join(dir, 'clips.pack');
      const clips = await Promise.all([1, 2, 3].map((id) => makeClip(id, new Array(25).fill(id))));
      writeFileSync(join(dir, `2-${bad}.png`), 'no picture');
      const unreadable = await writePack({ packFile, imageSize: 8, content: 'grey', clips }, never, () => {});
      expect(unreadable).toEqual([{ clipId: 2, reason: expect.stringContaining(`2-${bad}.png`) }]);
      expect(await greysOf(packFile, 1)).toEqual(new Array(25).fill(1));
      expect(await greysOf(packFile, 3)).toEqual(new Array(25).fill(3));
      await expect(greysOf(packFile, 2)).rejects.toThrow('not in the pack');
    },
  );

  it('leaves out a clip without frames', async () => {
    const packFile = join(dir, 'clips.pack');
    const clips = [await makeClip(1, []), await makeClip(2, [9])];
    const unreadable = await writePack({ packFile, imageSize: 8, content: 'grey', clips }, never, () => {});
    expect(unreadable).toEqual([{ clipId: 1, reason: 'it has no frames' }]);
    expect(await greysOf(packFile, 2)).toEqual([9]);
  });

  it('stops when cancelled and leaves no file', async () => {
    const clips = [await makeClip(1, new Array(60).fill(3))];
    const controller = new AbortController();
    const before = readdirSync(dir).length;
    const work = writePack(
      { packFile: join(dir, 'clips.pack'), imageSize: 8, content: 'grey', clips },
      controller.signal,
      (done) => {
        if (done === 5) controller.abort();
      },
    );
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(dir).length).toBe(before);
  });

  it('says that the disk is full', async () => {
    const packFile = join(dir, 'clips.pack');
    // Linux's own full disk stands where the pack is written.
    symlinkSync('/dev/full', temporaryOf(packFile, process.pid));
    const clips = [await makeClip(1, [1])];
    await expect(
      writePack({ packFile, imageSize: 8, content: 'grey', clips }, never, () => {}),
    ).rejects.toThrow(
      `Cannot write the packed frames ${packFile}: the disk is full. Free some space and try again.`,
    );
    expect(readdirSync(dir)).toEqual(['1-0.png']);
  });
});

test('a pack of colours holds three values a pixel', async () => {
  const packFile = join(dir, 'colours.pack');
  const file = join(dir, 'orange.png');
  await sharp({ create: { width: 4, height: 4, channels: 3, background: { r: 250, g: 120, b: 10 } } })
    .png()
    .toFile(file);
  const clips = [
    { clipId: clipId.parse(1), places: [{ kind: 'image' as const, file }], contentHash: 'hash' },
  ];
  expect(await writePack({ packFile, imageSize: 2, content: 'rgb', clips }, never, () => {})).toEqual([]);
  const pack = openPack(packFile);
  expect(pack.format).toEqual({ dtype: 'uint8', channels: 3, imageSize: 2 });
  const frame = new Uint8Array(12);
  await pack.readFrames(1, [0], frame);
  expect([...frame]).toEqual([250, 120, 10, 250, 120, 10, 250, 120, 10, 250, 120, 10]);
  pack.close();
});
