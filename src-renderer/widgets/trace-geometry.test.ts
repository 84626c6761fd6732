import { describe, expect, it } from 'vitest';
import { showsPoints, traceCorners } from './trace-geometry.ts';

const points = [
  [0, 0],
  [2, 1],
] as const;

describe('traceCorners', () => {
  it('goes straight from point to point, and stays up to the edges', () => {
    // Four frames: their centres lie at an eighth, three, five and seven eighths.
    expect(traceCorners({ interpolation: 'linear', points }, 4)).toEqual([
      [0, 1],
      [0.125, 1],
      [0.625, 0],
      [1, 0],
    ]);
  });
  it('goes in steps where it is held', () => {
    expect(traceCorners({ interpolation: 'hold', points }, 4)).toContainEqual([0.625, 1]);
  });
  it('is nothing without a point', () => {
    expect(traceCorners({ interpolation: 'linear', points: [] }, 4)).toEqual([]);
  });
});

describe('showsPoints', () => {
  it('is for points with room between them', () => {
    expect([showsPoints(10, 120, 12), showsPoints(11, 120, 12)]).toEqual([true, false]);
  });
});
