import { expect, test } from 'vitest';
import type { TrainingClip } from '#shared/contract/children.ts';
import { clipId } from '#shared/domain/ids.ts';
import { createPackSource } from './clip-source.ts';

/** One clip, number 4, of 10 frames of 2 x 2: frame k is 10 k everywhere. */
const PACK = {
  imageSize: 2,
  frameCount: (id: number) => (id === 4 ? 10 : 0),
  readFrames: (_id: number, indices: readonly number[], out: Uint8Array) => {
    for (const [position, frame] of indices.entries()) out.fill(10 * frame, position * 4, (position + 1) * 4);
  },
};
const clip = (firstFrame: number, lastFrame: number): TrainingClip => ({
  clipId: clipId.parse(4),
  clipName: 'EP01',
  subject: 's1',
  target: 1,
  firstFrame,
  lastFrame,
});
const INPUT = { framesPerClip: 3, imageSize: 2, representation: 'grey' } as const;

function read(window: TrainingClip, input: Parameters<typeof createPackSource>[2] = INPUT): number[] {
  const out = new Float32Array(input.framesPerClip * 4);
  createPackSource(PACK, [window], input).read(0, out);
  // In grey values; one pixel a frame, since all four are alike.
  expect(out.every((value, index) => value === out[index - (index % 4)])).toBe(true);
  return [...out.filter((_, index) => index % 4 === 0)].map((value) => Math.round(value * 255));
}

test('the window is resampled to the frames per clip', () => {
  expect(read(clip(0, 9))).toEqual([0, 50, 90]);
  expect(read(clip(2, 6))).toEqual([20, 40, 60]);
  expect(read(clip(2, 6), { ...INPUT, framesPerClip: 5 })).toEqual([20, 30, 40, 50, 60]);
  expect(read(clip(3, 3))).toEqual([30, 30, 30]);
});

test('differences are from the first frame of the window, also where it is not among those read', () => {
  const difference = { ...INPUT, representation: 'difference' } as const;
  expect(read(clip(2, 6), difference)).toEqual([0, 20, 40]);
  expect(read(clip(2, 6), { ...difference, framesPerClip: 1 })).toEqual([20]);
});

test('a pack that does not hold the window, or in another size, is refused by name', () => {
  expect(() => createPackSource(PACK, [clip(0, 10)], INPUT)).toThrow('The packed frames of EP01 are 10');
  expect(() => createPackSource(PACK, [clip(5, 4)], INPUT)).toThrow('The window of EP01 ends (frame 4)');
  expect(() => createPackSource(PACK, [clip(0, 9)], { ...INPUT, imageSize: 3 })).toThrow('are 2 pixels wide');
});
