import type { FlowField } from '#shared/domain/frames.ts';
import { type FlowGrid, strainAt } from './strain.ts';

/** How a frame is cut into cells, and the size it is worked on at: {@link CELL_SIDE} pixels a cell. */
export interface CellLayout {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly columns: number;
  readonly rows: number;
}

/** Cells across the frame: a face that fills half of it has 24 x 24. */
const COLUMNS = 48;
/** For frames far taller than wide. */
const MAX_ROWS = 192;
/** In pixels of the working size: the frame is worked on at 384 pixels across, whatever its own size. */
export const CELL_SIDE = 8;

export function layOutCells(widthPx: number, heightPx: number): CellLayout {
  const rows = Math.round((COLUMNS * heightPx) / widthPx);
  return { widthPx, heightPx, columns: COLUMNS, rows: Math.min(MAX_ROWS, Math.max(1, rows)) };
}

/**
 * The flow of each cell, in the frame's own pixels, as the mean over the pixels of the working size that it covers.
 * `field` has u and v for each of those, row by row, in pixels of the working size. Strain is that of the means, since derivatives
 * would make much of the noise of single pixels.
 */
export function toFlowField(field: Float32Array, layout: CellLayout): Omit<FlowField, 'from' | 'to'> {
  const { columns, rows, widthPx, heightPx } = layout;
  const cellWidth = widthPx / columns;
  const cellHeight = heightPx / rows;
  const u = meansOfCells(field, 0, layout).map((value) => (value * cellWidth) / CELL_SIDE);
  const v = meansOfCells(field, 1, layout).map((value) => (value * cellHeight) / CELL_SIDE);
  const grid: FlowGrid = {
    columns,
    rows,
    cellWidth,
    cellHeight,
    u: (column, row) => u[row * columns + column] ?? 0,
    v: (column, row) => v[row * columns + column] ?? 0,
  };
  const strain = u.map((_, cell) => strainAt(grid, cell % columns, Math.floor(cell / columns)));
  return { ...layout, u, v, strain };
}

/** `channel`: 0 is u, 1 is v. */
function meansOfCells(field: Float32Array, channel: 0 | 1, { columns, rows }: CellLayout): number[] {
  const width = columns * CELL_SIDE;
  const sums = new Array<number>(columns * rows).fill(0);
  for (let y = 0; y < rows * CELL_SIDE; y++)
    for (let x = 0; x < width; x++) {
      const cell = Math.floor(y / CELL_SIDE) * columns + Math.floor(x / CELL_SIDE);
      sums[cell] = (sums[cell] ?? 0) + (field[2 * (y * width + x) + channel] ?? 0);
    }
  return sums.map((sum) => sum / CELL_SIDE ** 2);
}
