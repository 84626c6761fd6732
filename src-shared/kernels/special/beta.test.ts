import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correlationP, logGamma, regularizedBeta } from './beta.ts';
import { normalTwoSidedP } from './normal.ts';

const close = (got: number, expected: number, relative: number) =>
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

test('ln Gamma is that of the factorials and of 1/2', () => {
  let factorial = 1;
  for (let n = 1; n <= 20; n++) {
    close(Math.exp(logGamma(n + 1)), factorial * n, 1e-13);
    factorial *= n;
  }
  close(logGamma(0.5), Math.log(Math.PI) / 2, 1e-14);
});

test('the incomplete beta function is a polynomial for whole parameters, and symmetric', () => {
  const x = 0.3;
  close(regularizedBeta(x, 2, 3), 6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4, 1e-13);
  close(regularizedBeta(x, 0.5, 0.5), (2 / Math.PI) * Math.asin(Math.sqrt(x)), 1e-13);
  expect(regularizedBeta(0, 2, 3)).toBe(0);
  expect(regularizedBeta(1, 2, 3)).toBe(1);
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 0.5, max: 500, noNaN: true }),
      fc.double({ min: 0.5, max: 500, noNaN: true }),
      (at, a, b) => {
        expect(regularizedBeta(at, a, b) + regularizedBeta(1 - at, b, a)).toBeCloseTo(1, 10);
      },
    ),
  );
});

test('the p of a correlation is that of Student’s t where that has a closed form', () => {
  // 1 degree of freedom: p = 1 - (2/pi) atan t; 2: p = 1 - t / sqrt(t² + 2).
  const tOf = (r: number, df: number) => r * Math.sqrt(df / (1 - r * r));
  close(correlationP(0.6, 3), 1 - (2 / Math.PI) * Math.atan(tOf(0.6, 1)), 1e-12);
  close(correlationP(-0.6, 4), 1 - tOf(0.6, 2) / Math.sqrt(tOf(0.6, 2) ** 2 + 2), 1e-12);
  expect(correlationP(1, 10)).toBe(0);
  expect(correlationP(0, 10)).toBeCloseTo(1, 12);
  expect(correlationP(0, 10)).toBeLessThanOrEqual(1);
});

test('the p of many pairs is near the normal one', () => {
  close(correlationP(0.002, 1_000_000), normalTwoSidedP(2), 1e-4);
});
