import { expect, test } from 'vitest';
import { layOutCells, toFlowField } from './flow-grid.ts';

/** Flow at the working size, where what lies at (x, y) of the frame moves by `move(x, y)` of the frame's pixels. */
function fieldOf(
  widthPx: number,
  heightPx: number,
  move: (x: number, y: number) => readonly [number, number],
) {
  const layout = layOutCells(widthPx, heightPx);
  const [width, height] = [layout.columns * layout.cellSide, layout.rows * layout.cellSide];
  const [scaleX, scaleY] = [width / widthPx, height / heightPx];
  const field = Float32Array.from(
    Array.from({ length: width * height }, (_, i) => {
      const [u, v] = move(((i % width) + 0.5) / scaleX, (Math.floor(i / width) + 0.5) / scaleY);
      return [u * scaleX, v * scaleY];
    }).flat(),
  );
  return toFlowField(field, layout);
}

const expectAll = (values: readonly number[], expected: number) => {
  for (const value of values) expect(value).toBeCloseTo(expected, 4);
};

test.each([
  [640, 480, 36],
  [96, 96, 48],
  [1080, 1920, 85],
  [4000, 10, 1],
  [10, 4000, 192],
])('a frame of %i x %i has 48 columns and %i rows', (width, height, rows) => {
  const field = fieldOf(width, height, () => [3, -2]);
  expect(field).toMatchObject({ widthPx: width, heightPx: height, columns: 48, rows });
  expect([field.u, field.v, field.strain].map(({ length }) => length)).toEqual(new Array(3).fill(48 * rows));
  // What moves as a whole is not strained.
  expectAll(field.u, 3);
  expectAll(field.v, -2);
  expectAll(field.strain, 0);
});

// The cells of a frame of 1000 x 333 are not square: 48 x 16 of them.
test.each([
  ['stretched across', (x: number) => [0.1 * x, 0] as const, 0.1],
  ['squeezed down', (_: number, y: number) => [0, -0.2 * y] as const, 0.2],
  ['both', (x: number, y: number) => [0.03 * x, 0.04 * y] as const, 0.05],
  ['sheared', (_: number, y: number) => [0.2 * y, 0] as const, Math.SQRT2 * 0.1],
  ['turned', (x: number, y: number) => [-0.1 * y, 0.1 * x] as const, 0],
])('strain of what is %s, at the edge too', (_, move, strain) => {
  expectAll(fieldOf(1000, 333, move).strain, strain);
});

test.each([
  [48, 2],
  [96, 4],
  [160, 6],
  [192, 8],
  [4096, 8],
])('a frame of %i pixels across is worked on at %i pixels a cell', (width, cellSide) => {
  expect(layOutCells(width, width).cellSide).toBe(cellSide);
});
