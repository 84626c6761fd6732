import type { FlowField } from '#shared/domain/frames.ts';
import { type FlowGrid, strainAt } from './strain.ts';

/** How a frame is cut into cells, and the size it is worked on at: `cellSide` pixels a cell, across and down. */
export interface CellLayout {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly columns: number;
  readonly rows: number;
  readonly cellSide: number;
}

/** Cells across the frame: a face that fills half of it has 24 x 24. */
const COLUMNS = 48;
/** For frames far taller than wide. */
const MAX_ROWS = 192;
/**
 * A frame is worked on at 384 pixels across, or at twice its own width, where that is less: in one that was made larger
 * still, the method no longer sees its details, and takes a shift of 2 pixels for one of 1.2.
 */
const MAX_CELL_SIDE = 8;
const MIN_CELL_SIDE = 2;
const MOST_ENLARGED = 2;

export function layOutCells(widthPx: number, heightPx: number): CellLayout {
  const rows = Math.round((COLUMNS * heightPx) / widthPx);
  const enlarged = Math.floor((MOST_ENLARGED * widthPx) / COLUMNS);
  return {
    widthPx,
    heightPx,
    columns: COLUMNS,
    rows: Math.min(MAX_ROWS, Math.max(1, rows)),
    cellSide: Math.min(MAX_CELL_SIDE, Math.max(MIN_CELL_SIDE, enlarged)),
  };
}

/**
 * The flow of each cell, in the frame's own pixels, as the mean over the pixels of the working size that it covers.
 * `field` has u and v for each of those, row by row, in pixels of the working size. Strain is that of the means, since derivatives
 * would make much of the noise of single pixels.
 */
export function toFlowField(field: Float32Array, layout: CellLayout): Omit<FlowField, 'from' | 'to'> {
  const { columns, rows, widthPx, heightPx, cellSide } = layout;
  const cellWidth = widthPx / columns;
  const cellHeight = heightPx / rows;
  const u = meansOfCells(field, 0, layout).map((value) => (value * cellWidth) / cellSide);
  const v = meansOfCells(field, 1, layout).map((value) => (value * cellHeight) / cellSide);
  const grid: FlowGrid = {
    columns,
    rows,
    cellWidth,
    cellHeight,
    u: (column, row) => u[row * columns + column] ?? 0,
    v: (column, row) => v[row * columns + column] ?? 0,
  };
  const strain = u.map((_, cell) => strainAt(grid, cell % columns, Math.floor(cell / columns)));
  return { widthPx, heightPx, columns, rows, u, v, strain };
}

/** `channel`: 0 is u, 1 is v. */
function meansOfCells(
  field: Float32Array,
  channel: 0 | 1,
  { columns, rows, cellSide }: CellLayout,
): number[] {
  const width = columns * cellSide;
  const sums = new Array<number>(columns * rows).fill(0);
  for (let y = 0; y < rows * cellSide; y++)
    for (let x = 0; x < width; x++) {
      const cell = Math.floor(y / cellSide) * columns + Math.floor(x / cellSide);
      sums[cell] = (sums[cell] ?? 0) + (field[2 * (y * width + x) + channel] ?? 0);
    }
  return sums.map((sum) => sum / cellSide ** 2);
}
