import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, deriveSeed } from './random.ts';

test('mulberry32 gives the published sequence', () => {
  // First outputs of the reference implementation (T. Ettinger) for seed 1, times 2^32.
  const random = createRandom(1);
  expect([random.next(), random.next(), random.next()].map((x) => Math.round(x * 4294967296))).toEqual([
    2693262067, 11749833, 2265367787,
  ]);
});

test('a shuffle is a permutation, the same for the same seed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
      const shuffled = createRandom(seed).shuffle(items);
      expect([...shuffled].sort()).toEqual([...items].sort());
      expect(createRandom(seed).shuffle(items)).toEqual(shuffled);
    }),
  );
});

test('normal draws have mean 0 and variance 1', () => {
  const random = createRandom(7);
  const draws = Array.from({ length: 20_000 }, () => random.normal());
  const mean = draws.reduce((a, b) => a + b) / draws.length;
  const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.04);
});

test('each purpose has a seed of its own', () => {
  expect(new Set([deriveSeed(1, 'fold 1'), deriveSeed(1, 'fold 2'), deriveSeed(2, 'fold 1')]).size).toBe(3);
});
