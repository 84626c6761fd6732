import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipsOf } from '../test-helper.ts';
import { subset } from './clip-source.ts';
import { fitPixelScaler, scale } from './pixel-scaler.ts';

const keepGoing = () => {};
const batch = (values: readonly number[], frameCounts: readonly number[] | null = null) => ({
  frames: Float32Array.from(values),
  frameCounts,
});

test('mean and standard deviation by hand: 0, 0, 2, 6', async () => {
  const zerosAndMore = [
    [0, 0],
    [2, 6],
  ];
  const scaler = await fitPixelScaler(clipsOf(zerosAndMore, 2, 1), keepGoing);
  // Mean 2, squares 4 + 4 + 0 + 16.
  expect(scaler.means[0]).toBeCloseTo(2, 12);
  expect(scaler.stds[0]).toBeCloseTo(Math.sqrt(6), 12);
  const values = batch([2, 2 + Math.sqrt(6)]);
  scale(values, scaler, 2);
  expect(values.frames[0]).toBeCloseTo(0, 6);
  expect(values.frames[1]).toBeCloseTo(1, 6);
});

test('a constant input keeps its scale', async () => {
  const threes = clipsOf(
    [
      [3, 3],
      [3, 3],
    ],
    2,
    1,
  );
  expect(await fitPixelScaler(threes, keepGoing)).toEqual({ means: [3], stds: [1] });
});

test('each channel has its own', async () => {
  // Two pixels of three channels: 1 and 3, 10 and 10, 0 and -4.
  const scaler = await fitPixelScaler(clipsOf([[1, 10, 0, 3, 10, -4]], 2, 1, { channels: 3 }), keepGoing);
  expect(scaler).toEqual({ means: [2, 10, -2], stds: [1, 1, 2] });
  const values = batch([1, 10, 0, 3, 10, -4]);
  scale(values, scaler, 2);
  expect([...values.frames]).toEqual([-1, 0, 1, 1, 0, -1]);
});

test('what a clip lacks counts for nothing and stays 0', async () => {
  // Three frames a clip; the second clip has one.
  const clips = [
    [1, 2, 3],
    [6, 0, 0],
  ];
  const scaler = await fitPixelScaler(clipsOf(clips, 3, 1, { frameCounts: [3, 1] }), keepGoing);
  // 1, 2, 3, 6: mean 3, squares 4 + 1 + 0 + 9.
  expect(scaler.means[0]).toBeCloseTo(3, 12);
  expect(scaler.stds[0]).toBeCloseTo(Math.sqrt(14 / 4), 12);
  const values = batch(clips.flat(), [3, 1]);
  scale(values, { means: [3], stds: [2] }, 3);
  expect([...values.frames]).toEqual([-1, -0.5, 0, 1.5, 0, 0]);
});

test('it is that of all values at once, however they are cut into clips', async () => {
  const clip = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(clip, { minLength: 1, maxLength: 6 }), async (clips) => {
      const all = clips.flat();
      const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
      const std = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
      const scaler = await fitPixelScaler(clipsOf(clips, 4, 1), keepGoing);
      expect(scaler.means[0]).toBeCloseTo(mean, 6);
      if (std > 1e-6) expect(scaler.stds[0]).toBeCloseTo(std, 6);
    }),
  );
});

test('a subset is fitted on its own clips alone', async () => {
  const source = clipsOf([[1], [100], [3]], 1, 1);
  expect(await fitPixelScaler(subset(source, [0, 2]), keepGoing)).toEqual({ means: [2], stds: [1] });
});
