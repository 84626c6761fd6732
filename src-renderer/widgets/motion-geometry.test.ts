import { expect, it } from 'vitest';
import { motionCorners } from './motion-geometry.ts';

it('goes from the least of the other frames to the largest; the reference stays at the bottom', () => {
  const corners = motionCorners({ reference: 0, energy: [0, 4, 6, 8] });
  expect(corners).toEqual([
    [0.125, 1],
    [0.375, 1],
    [0.625, 0.5],
    [0.875, 0],
  ]);
});

it('lies at the bottom where nothing moves, and has nothing to draw of no frames', () => {
  expect(motionCorners({ reference: 1, energy: [0, 0] }).map(([, y]) => y)).toEqual([1, 1]);
  expect(motionCorners({ reference: 0, energy: [] })).toEqual([]);
});
