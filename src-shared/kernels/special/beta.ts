const STIRLING_FROM = 15;
/** B_2k / (2k (2k - 1)) for k = 1 to 7: Abramowitz & Stegun 6.1.41. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** ln Gamma(x) for x > 0: Stirling's series after shifting x up by the recurrence. */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < STIRLING_FROM) {
    product *= shifted;
    shifted += 1;
  }
  const square = shifted * shifted;
  const series = STIRLING.reduceRight((total, coefficient) => total / square + coefficient, 0) / shifted;
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - Math.log(product)
  );
}

const TINY = 1e-300;
const MAX_STEPS = 100_000;

/** The regularised incomplete beta function I_x(a, b), for x in [0, 1] and a, b > 0: continued fraction DLMF 8.17.22. */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(1 - x, b, a);
  const logFront =
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b) - Math.log(a);
  return Math.exp(logFront) / betaFraction(x, a, b);
}

/** 1 + d1/(1 + d2/(1 + …)) by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let value = 1;
  let c = 1;
  let d = 0;
  for (let step = 1; step <= MAX_STEPS; step++) {
    const m = Math.floor(step / 2);
    const numerator =
      step % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + numerator * d);
    c = nonZero(1 + numerator / c);
    value *= c * d;
    if (Math.abs(c * d - 1) <= Number.EPSILON) return value;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/**
 * Two-sided p of a correlation r over n > 2 pairs, if there is none: (r + 1)/2 then follows a beta distribution with
 * both parameters n/2 - 1 (as scipy.stats.pearsonr; the same as Student's t with n - 2 degrees of freedom).
 */
export function correlationP(r: number, n: number): number {
  return Math.min(1, 2 * regularizedBeta(1 - (Math.abs(r) + 1) / 2, n / 2 - 1, n / 2 - 1));
}
