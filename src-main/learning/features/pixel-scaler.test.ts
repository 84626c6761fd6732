import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipsOf } from '../test-helper.ts';
import { fitPixelScaler, scale } from './pixel-scaler.ts';

test('mean and standard deviation by hand: 0, 0, 2, 6', async () => {
  const scaler = await fitPixelScaler(
    clipsOf(
      [
        [0, 0],
        [2, 6],
      ],
      2,
      1,
    ),
    () => {},
  );
  // Mean 2, squares 4 + 4 + 0 + 16.
  expect(scaler.mean).toBeCloseTo(2, 12);
  expect(scaler.std).toBeCloseTo(Math.sqrt(6), 12);
  const values = new Float32Array([2, 2 + Math.sqrt(6)]);
  scale(values, scaler);
  expect(values[0]).toBeCloseTo(0, 6);
  expect(values[1]).toBeCloseTo(1, 6);
});

test('a constant input keeps its scale', async () => {
  expect(
    await fitPixelScaler(
      clipsOf(
        [
          [3, 3],
          [3, 3],
        ],
        2,
        1,
      ),
      () => {},
    ),
  ).toEqual({ mean: 3, std: 1 });
});

test('it is that of all values at once, however they are cut into clips', async () => {
  const clip = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(clip, { minLength: 1, maxLength: 6 }), async (clips) => {
      const all = clips.flat();
      const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
      const std = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
      const scaler = await fitPixelScaler(clipsOf(clips, 4, 1), () => {});
      expect(scaler.mean).toBeCloseTo(mean, 6);
      if (std > 1e-6) expect(scaler.std).toBeCloseTo(std, 6);
    }),
  );
});
