import { expect, test } from 'vitest';
import { nearestPoints, toPixels } from './scatter-geometry.ts';

const at = (id: number, truth: number, prediction: number) => ({ id, truth, prediction });

test('truth runs across, prediction upwards', () => {
  expect(toPixels(at(1, 0, 0), 400, 50)).toEqual({ x: 50, y: 350 });
  expect(toPixels(at(1, 1, 0.5), 400, 50)).toEqual({ x: 350, y: 200 });
  expect(toPixels(at(1, 0.5, 1.4), 400, 50)).toEqual({ x: 200, y: 50 });
});

test('a click takes the points under it, the nearest first', () => {
  const points = [at(1, 0, 0), at(2, 0.5, 0.5), at(3, 0.51, 0.5), at(4, 1, 1)];
  expect(nearestPoints(points, { x: 199, y: 200 }, 400, 50)).toEqual([2, 3]);
  expect(nearestPoints(points, { x: 120, y: 120 }, 400, 50)).toEqual([]);
});
