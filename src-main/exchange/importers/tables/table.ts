/** A table as it was written: cells as text, exactly, and the row each line has in its own program, from 1. */
export interface Table {
  readonly name: string;
  readonly rows: readonly TableRow[];
  /** Rows that cannot be read at all. */
  readonly badRows: readonly { readonly row: number; readonly reason: string }[];
}
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export function isBlank(row: TableRow): boolean {
  return row.cells.every((cell) => cell === '');
}
