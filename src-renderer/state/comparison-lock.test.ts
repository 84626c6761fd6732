import { expect, it } from 'vitest';
import { alignedIndex } from './comparison-lock.ts';

it('keeps the distance from onset to onset, and stays at the ends of the other clip', () => {
  const lock = { distance: 12 - 40, frameCount: 30 };
  expect([40, 45, 10, 90].map((index) => alignedIndex(index, lock))).toEqual([12, 17, 0, 29]);
});
