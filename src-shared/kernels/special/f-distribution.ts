import { regularizedBeta } from './beta.ts';

/** P(F >= f) with df1 and df2 degrees of freedom, which need not be whole; DLMF 8.17 by the incomplete beta function. */
export function fUpperP(f: number, df1: number, df2: number): number {
  if (!(df1 > 0 && df2 > 0))
    throw new RangeError(`Degrees of freedom lie above 0, not at ${df1} and ${df2}.`);
  if (f <= 0) return 1;
  // By whichever of x and 1 - x lies below 1/2, since that one is exact.
  const whole = df2 + df1 * f;
  return df1 * f > df2
    ? regularizedBeta(df2 / whole, df2 / 2, df1 / 2)
    : 1 - regularizedBeta((df1 * f) / whole, df1 / 2, df2 / 2);
}

const LOWEST_LOG = -700;
const HIGHEST_LOG = 700;

/** The f with P(F <= f) = `share`, share in (0, 1); by bisection of the logarithm. */
export function fQuantile(share: number, df1: number, df2: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`A share lies between 0 and 1, not at ${share}.`);
  let low = LOWEST_LOG;
  let high = HIGHEST_LOG;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return Math.exp(middle);
    if (fUpperP(Math.exp(middle), df1, df2) > 1 - share) low = middle;
    else high = middle;
  }
}
