import { expect, test } from 'vitest';
import { sampleTrace } from './sample-trace.ts';

test.each([
  ['linear', [0.25, 0.25, 0.5, 0.75, 0.375, 0, 0]],
  ['hold', [0.25, 0.25, 0.25, 0.75, 0.75, 0, 0]],
] as const)('%s between points, held before the first and after the last', (interpolation, expected) => {
  const points: [number, number][] = [
    [1, 0.25],
    [3, 0.75],
    [5, 0],
  ];
  expect(sampleTrace({ interpolation, points }, 7)).toEqual(expected);
});
