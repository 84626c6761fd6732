const SERIES_BELOW = 2;
const FRACTION_DEPTH = 120;

/** Complement of the error function for x >= 0: series DLMF 7.6.2 near 0, continued fraction DLMF 7.9.1 beyond. */
export function erfc(x: number): number {
  if (x < SERIES_BELOW) {
    let term = x;
    let total = x;
    for (let n = 1; Math.abs(term) > Number.EPSILON * Math.abs(total); n++) {
      term *= (2 * x * x) / (2 * n + 1);
      total += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
  }
  let fraction = x;
  for (let n = FRACTION_DEPTH; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}

/** P(|Z| >= |z|) of a standard normal. */
export function normalTwoSidedP(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/** The z with P(|Z| <= z) = `level`, level in (0, 1), such as 1.959964 for 0.95; by bisection of {@link erfc}. */
export function normalCentralQuantile(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`A level lies between 0 and 1, not at ${level}.`);
  let low = 0;
  let high = 40;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (normalTwoSidedP(middle) > 1 - level) low = middle;
    else high = middle;
  }
}
