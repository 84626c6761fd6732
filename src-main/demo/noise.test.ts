import { expect, it } from 'vitest';
import { addNoise } from './noise.ts';

const moments = (levels: Uint8Array, around: number) => {
  const errors = Array.from(levels, (level) => level - around);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return {
    mean,
    deviation: Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / errors.length),
  };
};

it('has mean 0 and the standard deviation asked for', () => {
  const grey = new Float64Array(100_000).fill(128 / 255);
  for (const asked of [3, 10]) {
    const { mean, deviation } = moments(addNoise(grey, asked, 7), 128);
    expect(Math.abs(mean)).toBeLessThan(0.1);
    // Rounding to whole levels adds a variance of 1/12.
    expect(deviation).toBeCloseTo(Math.sqrt(asked ** 2 + 1 / 12), 1);
  }
});

it('leaves no level out of range: what is too light is white, what is too dark black', () => {
  expect(Array.from(addNoise(Float64Array.of(1.4, -0.3), 0, 1))).toEqual([255, 0]);
});

it('is the same for the same seed, another for another, and never stuck', () => {
  const grey = new Float64Array(64).fill(0.5);
  expect(addNoise(grey, 5, 9)).toEqual(addNoise(grey, 5, 9));
  expect(addNoise(grey, 5, 9)).not.toEqual(addNoise(grey, 5, 10));
  expect(new Set(addNoise(grey, 5, 0)).size).toBeGreaterThan(5);
});
