/** Optical flow on a grid of cells, in the unit that the cells are measured in. */
export interface FlowGrid {
  readonly columns: number;
  readonly rows: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  u(column: number, row: number): number;
  v(column: number, row: number): number;
}

/**
 * The norm of the symmetric gradient of the flow, sqrt(exx² + eyy² + exy² + eyx²) with exy = eyx = (du/dy + dv/dx) / 2
 * (Shreve et al. 2011; Liong et al. 2014): how much the skin is stretched or sheared. Moving or turning the whole face has
 * none. Derivatives are central differences, one-sided at the edge, none across a single cell.
 */
export function strainAt(grid: FlowGrid, column: number, row: number): number {
  const left = Math.max(0, column - 1);
  const right = Math.min(grid.columns - 1, column + 1);
  const above = Math.max(0, row - 1);
  const below = Math.min(grid.rows - 1, row + 1);
  const width = Math.max(1, right - left) * grid.cellWidth;
  const height = Math.max(1, below - above) * grid.cellHeight;
  const exx = (grid.u(right, row) - grid.u(left, row)) / width;
  const eyy = (grid.v(column, below) - grid.v(column, above)) / height;
  const dvdx = (grid.v(right, row) - grid.v(left, row)) / width;
  const dudy = (grid.u(column, below) - grid.u(column, above)) / height;
  const exy = (dudy + dvdx) / 2;
  return Math.sqrt(exx ** 2 + eyy ** 2 + 2 * exy ** 2);
}
