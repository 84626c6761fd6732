/** Two columns side by side, where both have a value. */
export interface SharedValues {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export function sharedValues(a: Float64Array, b: Float64Array): SharedValues {
  const x = new Float64Array(a.length);
  const y = new Float64Array(a.length);
  let n = 0;
  for (let item = 0; item < a.length; item++) {
    const left = a[item] ?? Number.NaN;
    const right = b[item] ?? Number.NaN;
    if (Number.isNaN(left) || Number.isNaN(right)) continue;
    x[n] = left;
    y[n++] = right;
  }
  return { x: x.subarray(0, n), y: y.subarray(0, n) };
}

/** Means, and sums of squared deviations and of their products; those of a constant are exactly 0. */
export interface Moments {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

export function momentsOf({ x, y }: SharedValues): Moments {
  const meanX = meanOf(x);
  const meanY = meanOf(y);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const left = (x[i] ?? 0) - meanX;
    const right = (y[i] ?? 0) - meanY;
    xx += left * left;
    yy += right * right;
    xy += left * right;
  }
  return { n: x.length, meanX, meanY, xx, yy, xy };
}

/** The mean, computed as deviations from the first: that of equal values is exactly theirs. NaN of none. */
export function meanOf(values: Float64Array): number {
  const origin = values[0] ?? Number.NaN;
  let beyond = 0;
  for (let i = 1; i < values.length; i++) beyond += (values[i] ?? 0) - origin;
  return origin + beyond / values.length;
}

/** With n - 1; NaN below two. */
export function standardDeviationOf(values: Float64Array, mean: number): number {
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** Pearson's r; null below two values or where a side is constant. */
export function correlationOf({ n, xx, yy, xy }: Pick<Moments, 'n' | 'xx' | 'yy' | 'xy'>): number | null {
  if (n < 2 || xx === 0 || yy === 0) return null;
  // Equal spreads need no roots, so that equal columns have exactly 1.
  const spread = xx === yy ? xx : Math.sqrt(xx) * Math.sqrt(yy);
  return Math.min(1, Math.max(-1, xy / spread));
}
