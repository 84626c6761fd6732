import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPack, type PackReader } from '#main/framestore/pack-reader.ts';
import { createPackWriter } from '#main/framestore/pack-writer.ts';
import type { Variation } from '#main/learning/features/augmentation.ts';
import { subset } from '#main/learning/features/clip-source.ts';
import type { TrainingClip } from '#shared/contract/children.ts';
import { clipId } from '#shared/domain/ids.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import { createPackSource } from './clip-source.ts';

let dir: string;
const packs: PackReader[] = [];
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-source-'));
});
afterAll(() => {
  for (const pack of packs) pack.close();
  rmSync(dir, { recursive: true });
});

/** A pack of clips by id; a frame is four pixels, and `channels` values each. */
function packOf(
  dtype: 'uint8' | 'float32',
  channels: 1 | 3,
  clips: Readonly<Record<number, readonly (readonly number[])[]>>,
): { pack: PackReader; file: string } {
  const file = join(dir, `${packs.length}.pack`);
  const writer = createPackWriter(file, { dtype, channels, imageSize: 2 });
  for (const [id, frames] of Object.entries(clips)) {
    writer.startClip(Number(id), `hash ${id}`);
    for (const frame of frames)
      writer.addFrame(
        dtype === 'uint8' ? Uint8Array.from(frame) : new Uint8Array(Float32Array.from(frame).buffer),
      );
  }
  writer.finish();
  const pack = openPack(file);
  packs.push(pack);
  return { pack, file };
}

/** Frame k of clip 4 is 10 k everywhere, of clip 5 it is 3 k. */
const greys = () =>
  packOf('uint8', 1, {
    4: Array.from({ length: 10 }, (_, frame) => new Array<number>(4).fill(10 * frame)),
    5: Array.from({ length: 3 }, (_, frame) => new Array<number>(4).fill(3 * frame)),
  });

const clip = (firstFrame: number, lastFrame: number, id = 4): TrainingClip => ({
  clipId: clipId.parse(id),
  clipName: `EP0${id}`,
  subject: 's1',
  target: 1,
  distribution: null,
  firstFrame,
  lastFrame,
});
const GREY: InputSpec = {
  framesPerClip: 3,
  imageSize: 2,
  window: 'clip',
  representation: 'grey',
  lengths: 'resample',
};
const STILL: Variation = { flip: false, shiftX: 0, shiftY: 0, brightness: 0, cropStart: 0, cropEnd: 0 };

/** In grey values; one pixel a frame, since all four are alike. */
async function read(
  window: TrainingClip,
  input: Partial<InputSpec> = {},
  variation: Partial<Variation> = {},
) {
  const source = createPackSource(greys().pack, [window], { ...GREY, ...input });
  const { frames } = await source.readBatch([0], [{ ...STILL, ...variation }]);
  expect(frames.every((value, index) => value === frames[index - (index % 4)])).toBe(true);
  return [...frames.filter((_, index) => index % 4 === 0)].map((value) => Math.round(value * 255));
}

describe('the window', () => {
  test('is resampled to the frames per clip', async () => {
    expect(await read(clip(0, 9))).toEqual([0, 50, 90]);
    expect(await read(clip(2, 6))).toEqual([20, 40, 60]);
    expect(await read(clip(2, 6), { framesPerClip: 5 })).toEqual([20, 30, 40, 50, 60]);
    expect(await read(clip(3, 3))).toEqual([30, 30, 30]);
  });

  test('from onset to apex in one frame is the apex', async () => {
    expect(await read(clip(2, 6), { framesPerClip: 1, window: 'onset-apex' })).toEqual([60]);
    expect(await read(clip(2, 6), { framesPerClip: 1 })).toEqual([40]);
  });

  test('is narrowed by a temporal crop before frames are chosen', async () => {
    // 0 to 8 without a quarter at each end: 2 to 6.
    expect(await read(clip(0, 8), {}, { cropStart: 0.25, cropEnd: 0.25 })).toEqual([20, 40, 60]);
  });

  test('masked: frames as they are, 0 where there are no more, and how many there are', async () => {
    const source = createPackSource(greys().pack, [clip(0, 1), clip(0, 2, 5), clip(0, 9)], {
      ...GREY,
      lengths: 'mask',
    });
    const { frames, frameCounts } = await source.readBatch([1, 0, 2], null);
    expect(frameCounts).toEqual([3, 2, 3]);
    const firstPixels = [...frames.filter((_, index) => index % 4 === 0)];
    expect(firstPixels.map((value) => Math.round(value * 255))).toEqual([0, 3, 6, 0, 10, 0, 0, 50, 90]);
    expect((await source.readBatch([1, 2], null)).frameCounts).toBeNull();
    // Over what a former batch left.
    const used = await source.readBatch([1, 0, 2], null, new Float32Array(frames.length).fill(9));
    expect(used.frames).toEqual(frames);
    expect((await source.readBatch([0], [{ ...STILL, brightness: 0.5 }])).frames.slice(8)).toEqual(
      new Float32Array(4),
    );
  });
});

describe('differences', () => {
  const difference = { representation: 'difference' } as const;

  test('are from the first frame of the window, also where it is not among those read', async () => {
    expect(await read(clip(2, 6), difference)).toEqual([0, 20, 40]);
    expect(await read(clip(2, 6), { ...difference, framesPerClip: 1 })).toEqual([20]);
  });

  test('of a cropped window are from its own first frame', async () => {
    expect(await read(clip(0, 8), difference, { cropStart: 0.25 })).toEqual([0, 30, 60]);
  });

  test('brightness: grey is lit, a difference scaled', async () => {
    expect(await read(clip(2, 6), {}, { brightness: 0.2 })).toEqual([71, 91, 111]);
    expect(await read(clip(2, 6), difference, { brightness: 0.2 })).toEqual([0, 24, 48]);
  });
});

test('rgb keeps the colours of a pixel together', async () => {
  const colours = packOf('uint8', 3, { 4: [[255, 0, 51, 102, 0, 0, 0, 0, 0, 0, 0, 255]] });
  const source = createPackSource(colours.pack, [clip(0, 0)], {
    ...GREY,
    framesPerClip: 1,
    representation: 'rgb',
  });
  expect(source.channels).toBe(3);
  const { frames } = await source.readBatch([0], null);
  expect([...frames]).toEqual([1, 0, 0.2, 0.4, 0, 0, 0, 0, 0, 0, 0, 1].map(Math.fround));
  const mirrored = await source.readBatch([0], [{ ...STILL, flip: true }]);
  expect([...mirrored.frames]).toEqual([0.4, 0, 0, 1, 0, 0.2, 0, 0, 1, 0, 0, 0].map(Math.fround));
});

describe('flow', () => {
  const flowInput = { ...GREY, representation: 'flow' } as const;
  /** Frame k: u is k + 1, v is 0.5, strain 0.25. */
  const flows = (count: number) =>
    packOf('float32', 3, {
      4: Array.from({ length: count }, (_, frame) =>
        new Array(4)
          .fill([frame + 1, 0.5, 0.25])
          .flat()
          .map(Number),
      ),
    });
  const us = (frames: Float32Array) => [...frames.filter((_, index) => index % 12 === 0)];

  test('goes in as it was packed, whatever the window’s own numbers', async () => {
    const source = createPackSource(flows(3).pack, [clip(20, 26)], flowInput);
    const { frames, frameCounts } = await source.readBatch([0], null);
    expect([us(frames), frameCounts]).toEqual([[1, 2, 3], null]);
    expect([...frames.slice(0, 3)]).toEqual([1, 0.5, 0.25]);
  });

  test('mirrored points the other way; cropped is resampled among what was packed', async () => {
    const source = createPackSource(flows(3).pack, [clip(20, 26)], flowInput);
    const mirrored = await source.readBatch([0], [{ ...STILL, flip: true }]);
    expect(us(mirrored.frames)).toEqual([-1, -2, -3]);
    const cropped = await source.readBatch([0], [{ ...STILL, cropStart: 0.5 }]);
    expect(us(cropped.frames)).toEqual([2, 3, 3]);
  });

  test('masked has as many frames as were packed, fewer when cropped', async () => {
    const source = createPackSource(flows(2).pack, [clip(20, 22)], { ...flowInput, lengths: 'mask' });
    expect((await source.readBatch([0], null)).frameCounts).toEqual([2]);
    const cropped = await source.readBatch([0], [{ ...STILL, cropStart: 0.5 }]);
    expect([us(cropped.frames), cropped.frameCounts]).toEqual([[2, 0, 0], [1]]);
  });

  test('of other frames than the run asks for is refused', () => {
    expect(() => createPackSource(flows(2).pack, [clip(20, 26)], flowInput)).toThrow(
      'The pack holds the flow of 2 frames of EP04, the run asks for 3. Start the run again.',
    );
  });
});

test('a batch is clip after clip, each changed in its own way; batches under way do not disturb each other', async () => {
  const source = createPackSource(greys().pack, [clip(0, 2), clip(0, 2, 5)], GREY);
  const grey = ({ frames }: { frames: Float32Array }) =>
    [...frames.filter((_, index) => index % 4 === 0)].map((value) => Math.round(value * 255));
  const [one, other] = await Promise.all([
    source.readBatch([1, 0], [{ ...STILL, brightness: 0.2 }, STILL]),
    subset(source, [1]).readBatch([0, 0], null),
  ]);
  expect(grey(one)).toEqual([51, 54, 57, 0, 10, 20]);
  expect(grey(other)).toEqual([0, 3, 6, 0, 3, 6]);
});

test('moments are of the clip as it is, over the frames it has; read once', async () => {
  const { pack } = greys();
  let reads = 0;
  const counted = {
    ...pack,
    readFrames: (...read: Parameters<PackReader['readFrames']>) => {
      reads += 1;
      return pack.readFrames(...read);
    },
  };
  const source = createPackSource(counted, [clip(0, 1), clip(0, 1)], { ...GREY, lengths: 'mask' });
  const [moments] = await subset(source, [1]).moments(0);
  // Four pixels of 0, four of 10 / 255.
  expect(moments?.count).toBe(8);
  expect(moments?.mean).toBeCloseTo(5 / 255, 8);
  expect(moments?.squares).toBeCloseTo(8 * (5 / 255) ** 2, 8);
  expect(await source.moments(1)).toEqual([moments]);
  expect(reads).toBe(1);
});

describe('a pack is refused by name', () => {
  test('that does not hold the window, in another size, of other values', () => {
    const { pack } = greys();
    expect(() => createPackSource(pack, [clip(0, 10)], GREY)).toThrow('The packed frames of EP04 are 10');
    expect(() => createPackSource(pack, [clip(5, 4)], GREY)).toThrow('The window of EP04 ends (frame 4)');
    expect(() => createPackSource(pack, [clip(0, 9)], { ...GREY, imageSize: 3 })).toThrow(
      'are 2 pixels wide',
    );
    expect(() => createPackSource(pack, [clip(0, 9)], { ...GREY, representation: 'rgb' })).toThrow(
      'The packed frames have 1 values a pixel (uint8), rgb input needs 3 (uint8).',
    );
    expect(() => createPackSource(pack, [clip(0, 9)], { ...GREY, representation: 'flow' })).toThrow(
      'flow input needs 3 (float32)',
    );
  });

  test('that is cut off while it is in use', async () => {
    const { pack, file } = greys();
    const source = createPackSource(pack, [clip(0, 9)], GREY);
    truncateSync(file, 20);
    await expect(source.readBatch([0], null)).rejects.toThrow(
      `Cannot use the packed frames ${file}: it is cut off. Delete the file: it is made again when it is needed.`,
    );
    await expect(source.moments(0)).rejects.toThrow('it is cut off');
  });
});
