import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt } from './play-clock.ts';

const at = (fps: number) => ({ timestampsMs: null, fps });
const all = { first: 0, last: 99, start: 0, loops: false };
/** Frames of 40, 10, 50, 20 and 80 ms; the container counts from 200. */
const VARIABLE = { timestampsMs: [200, 240, 250, 300, 320, 400], fps: 25 };
const order = { first: 0, last: 5, start: 0, loops: false };

describe('dueAt', () => {
  it('counts frames at the rate', () => {
    expect(dueAt(290, at(100), all)).toEqual({ index: 29, hasEnded: false });
    expect(dueAt(289.9, at(100), all).index).toBe(28);
    expect(dueAt(100, at(200), { ...all, start: 40 }).index).toBe(60);
  });
  it('goes by the times of the container where there are any', () => {
    const seen = [0, 39, 40, 49, 50, 99, 100, 119, 120, 199, 200].map(
      (ms) => dueAt(ms, VARIABLE, order).index,
    );
    expect(seen).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5]);
    expect(dueAt(60, VARIABLE, { ...order, start: 2 }).index).toBe(3);
  });
  it('ends with the last frame', () => {
    expect(dueAt(199, VARIABLE, order).hasEnded).toBe(false);
    expect(dueAt(5000, VARIABLE, order)).toEqual({ index: 5, hasEnded: true });
  });
  it('shows the last frame of a loop as long as the one before it, then begins again', () => {
    // Frames 1 to 4 begin at 0, 10, 60, 80 ms; the last stays 20 ms: a lap of 100 ms.
    const loop = { first: 1, last: 4, start: 1, loops: true };
    const seen = [0, 10, 60, 80, 99, 100, 110, 260, 1099].map((ms) => dueAt(ms, VARIABLE, loop).index);
    expect(seen).toEqual([1, 2, 3, 4, 4, 1, 2, 3, 4]);
    expect(dueAt(20, VARIABLE, { ...loop, start: 4 })).toEqual({ index: 1, hasEnded: false });
  });
  it('shows every frame of a loop for the time it has', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 30 }),
        fc.nat({ max: 100 }),
        (gaps, laps) => {
          const timestampsMs = gaps.map((_, index) => gaps.slice(0, index).reduce((a, b) => a + b, 0));
          const last = gaps.length - 1;
          const lapMs = (timestampsMs[last] ?? 0) + (gaps[last - 1] ?? 0);
          for (const [index, startMs] of timestampsMs.entries())
            expect(
              dueAt(
                laps * lapMs + startMs,
                { timestampsMs, fps: 1 },
                { first: 0, last, start: 0, loops: true },
              ).index,
            ).toBe(index);
        },
      ),
    );
  });
});
