import { expect, test } from 'vitest';
import { toFlowImage } from './flow-image.ts';

/** A field of `side` x `side` whose pixel (x, y) moves by `move(x, y)`. */
function field(side: number, move: (x: number, y: number) => readonly [number, number]): Float32Array {
  return Float32Array.from(
    Array.from({ length: side ** 2 }, (_, i) => move(i % side, Math.floor(i / side))).flat(),
  );
}

/** The pixels of a flow image, as [u, v, strain]. */
function pixels(image: Float32Array): number[][] {
  return Array.from({ length: image.length / 3 }, (_, i) => [...image.subarray(3 * i, 3 * i + 3)]);
}

test('a face that moves as a whole is not strained', () => {
  for (const pixel of pixels(
    toFlowImage(
      field(4, () => [2, -3]),
      4,
      1,
    ),
  ))
    expect(pixel).toEqual([2, -3, 0]);
});

const STRAINS: readonly (readonly [string, (x: number, y: number) => readonly [number, number], number])[] = [
  // exx = 0.1.
  ['stretched across', (x) => [0.1 * x, 0], 0.1],
  // eyy = -0.2.
  ['squeezed down', (_, y) => [0, -0.2 * y], 0.2],
  // Both: sqrt(0.03² + 0.04²).
  ['both', (x, y) => [0.03 * x, 0.04 * y], 0.05],
  // exy = eyx = 0.1: sqrt(2 * 0.1²).
  ['sheared', (_, y) => [0.2 * y, 0], Math.SQRT2 * 0.1],
  // exy = (-0.1 + 0.1) / 2.
  ['turned', (x, y) => [-0.1 * y, 0.1 * x], 0],
];

test.each(STRAINS)('strain of a face that is %s, at the edge too', (_, move, strain) => {
  const image = toFlowImage(field(6, move), 6, 1);
  for (const [, , value] of pixels(image)) expect(value).toBeCloseTo(strain, 6);
});

test('made smaller, it is the mean of what a pixel covers, in pixels of the smaller image; strain has no unit', () => {
  // Two by two of four by four: u is 0, 1, 2, 3 from left to right, so 0.5 and 2.5 in the mean; half as much on the small image.
  const image = toFlowImage(
    field(4, (x) => [x, 8]),
    4,
    2,
  );
  expect(pixels(image)).toEqual([
    [0.25, 4, 1],
    [1.25, 4, 1],
    [0.25, 4, 1],
    [1.25, 4, 1],
  ]);
});
