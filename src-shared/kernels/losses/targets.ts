/** A row for each label: 1 at its class, else 0. */
export function oneHotRows(yTrue: readonly number[], classCount: number): number[][] {
  return yTrue.map((label) => Array.from({ length: classCount }, (_, index) => (index === label ? 1 : 0)));
}

/** Takes a share of each row and spreads it evenly over its classes (Szegedy et al. 2016). */
export function smoothedRows(rows: readonly (readonly number[])[], labelSmoothing: number): number[][] {
  return rows.map((row) => row.map((value) => (1 - labelSmoothing) * value + labelSmoothing / row.length));
}
