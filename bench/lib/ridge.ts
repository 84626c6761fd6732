/** Linear least squares with an L2 penalty on standardised features; the intercept is not penalised (Hoerl and Kennard 1970). */
export interface Ridge {
  predict(features: readonly number[]): number;
}

/** `x`: a row of features for each target of `y`. */
export function fitRidge(x: readonly (readonly number[])[], y: readonly number[], penalty: number): Ridge {
  const width = x[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, j) => x.map((row) => row[j] ?? 0));
  const means = columns.map(mean);
  const spreads = columns.map((column, j) => deviation(column, means[j] ?? 0));
  const standardise = (row: readonly number[]) =>
    row.map((value, j) => (value - (means[j] ?? 0)) / (spreads[j] ?? 1));
  const z = x.map(standardise);
  const intercept = mean(y);
  const system = Array.from({ length: width }, (_, a) => [
    ...Array.from({ length: width }, (_, b) => inner(z, a, (row) => row[b] ?? 0) + (a === b ? penalty : 0)),
    inner(z, a, (_, i) => (y[i] ?? 0) - intercept),
  ]);
  const weights = solve(system);
  return {
    predict: (features) =>
      standardise(features).reduce((sum, value, j) => sum + value * (weights[j] ?? 0), intercept),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A constant feature keeps its scale. */
function deviation(values: readonly number[], centre: number): number {
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2))) || 1;
}

function inner(
  z: readonly (readonly number[])[],
  column: number,
  other: (row: readonly number[], index: number) => number,
): number {
  return z.reduce((sum, row, i) => sum + (row[column] ?? 0) * other(row, i), 0);
}

/** Gauss and Jordan's elimination on [matrix | right side]; the matrix is positive definite, so no pivot is 0. */
function solve(system: number[][]): number[] {
  for (const [pivot, row] of system.entries()) {
    const lead = row[pivot] ?? 1;
    for (const [other, target] of system.entries()) {
      if (other === pivot) continue;
      const factor = (target[pivot] ?? 0) / lead;
      for (const [j, value] of row.entries()) target[j] = (target[j] ?? 0) - factor * value;
    }
  }
  return system.map((row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1));
}
