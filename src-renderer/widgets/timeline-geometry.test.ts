import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameAt, frameCentre, tickStep, ticks } from './timeline-geometry.ts';

describe('frameAt', () => {
  it('is the cell under the pointer', () => {
    // 10 frames over 100 pixels: 10 pixels a frame.
    expect([0, 9.9, 10, 55, 99.9].map((x) => frameAt(x, 100, 10))).toEqual([0, 0, 1, 5, 9]);
  });
  it('holds what lies beyond the ends', () => {
    expect([frameAt(-5, 100, 10), frameAt(100, 100, 10), frameAt(5, 0, 10), frameAt(5, 100, 0)]).toEqual([
      0, 9, 0, 0,
    ]);
  });
  it('finds every frame at the centre it is drawn at', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 4000 }),
        fc.nat(),
        (n, width, at) => {
          const index = at % n;
          expect(frameAt(frameCentre(index, n) * width, width, n)).toBe(index);
        },
      ),
    );
  });
});

describe('ticks', () => {
  it('numbers every frame where there is room, else every 2nd, 5th, 10th …', () => {
    expect(tickStep(10, 1000, 40)).toBe(1);
    expect(tickStep(50, 1000, 40)).toBe(2);
    expect(tickStep(100, 1000, 40)).toBe(5);
    expect(tickStep(1000, 1000, 40)).toBe(50);
    expect(ticks(12, 100, 40)).toEqual([0, 5, 10]);
  });
  it('never puts numbers closer than asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 50, max: 4000 }), (n, width) => {
        expect((tickStep(n, width, 40) / n) * width).toBeGreaterThanOrEqual(40 - 1e-9);
      }),
    );
  });
});
