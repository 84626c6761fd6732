import { expect, test } from 'vitest';
import { blur, differenceOf } from './motion-energy.ts';

const picture = (width: number, values: readonly number[]) => ({
  width,
  height: values.length / width,
  values: Float32Array.from(values),
});

test('a point is spread over its neighbours, and the edge goes on beyond itself', () => {
  expect([...blur(picture(3, [0, 0, 0, 0, 90, 0, 0, 0, 0])).values]).toEqual(new Array(9).fill(10));
  // In a corner it is counted four times over, at the edge beside it twice.
  expect([...blur(picture(3, [90, 0, 0, 0, 0, 0, 0, 0, 0])).values]).toEqual([40, 20, 0, 20, 10, 0, 0, 0, 0]);
});

test('of wide and tall pictures too', () => {
  expect([...blur(picture(4, [9, 9, 9, 9, 0, 0, 0, 0])).values]).toEqual([6, 6, 6, 6, 3, 3, 3, 3]);
  expect([...blur(picture(1, [0, 9, 0])).values]).toEqual([3, 3, 3]);
});

test('energy is the mean absolute difference, brightening left out', () => {
  const still = picture(2, [10, 20, 30, 40]);
  expect(differenceOf(still, still)).toBe(0);
  // Differences 4, -4, 0, 0.
  expect(differenceOf(picture(2, [14, 16, 30, 40]), still)).toBe(2);
  expect(differenceOf(picture(2, [24, 26, 40, 50]), still)).toBe(2);
});
