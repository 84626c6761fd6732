import { describe, expect, it } from 'vitest';
import { dueIndex } from './due-index.ts';

describe('dueIndex', () => {
  it('shows a frame for its whole time', () => {
    expect([0, 9.9, 10, 19.9, 20].map((ms) => dueIndex(5, ms, 100))).toEqual([5, 5, 6, 6, 7]);
  });
  it('is on time at every whole frame, whatever the rate', () => {
    for (const fps of [24, 25, 29.97, 30, 60, 100, 200])
      for (let frame = 0; frame < 500; frame += 1) expect(dueIndex(0, (frame / fps) * 1000, fps)).toBe(frame);
  });
});
