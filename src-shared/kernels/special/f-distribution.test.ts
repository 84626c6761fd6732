import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fQuantile, fUpperP } from './f-distribution.ts';
import { studentCentralQuantile } from './student-t.ts';

const close = (got: number, expected: number, relative: number) =>
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

test('F with 2 and 2 degrees of freedom is f / (1 + f)', () => {
  close(fUpperP(3, 2, 2), 1 / 4, 1e-13);
  close(fQuantile(0.975, 2, 2), 39, 1e-12);
  expect(fUpperP(0, 2, 2)).toBe(1);
});

test('as scipy.stats.f.sf and .ppf 1.12, also with very many and with fractions of degrees of freedom', () => {
  close(fUpperP(50, 3, 40), 1.344339266641412e-13, 1e-10);
  close(fUpperP(0.2, 3, 40), 0.8957674796044169, 1e-12);
  close(fQuantile(0.975, 29, 90), 1.7412401636760635, 1e-12);
  close(fQuantile(0.025, 5, 18), 0.15718616136624455, 1e-12);
  close(fQuantile(0.975, 4.37, 1), 908.9161494405811, 1e-11);
  close(fQuantile(0.975, 49999, 949981), 1.0127620277922489, 1e-9);
});

test('Student’s t as the root of scipy.stats.f.ppf(level, 1, df) 1.12', () => {
  close(studentCentralQuantile(0.95, 9), 2.2621571627982053, 1e-12);
  close(studentCentralQuantile(0.99, 1), Math.tan((Math.PI * 0.99) / 2), 1e-11);
  close(studentCentralQuantile(0.95, 49999), 1.9600114320305824, 1e-9);
  close(studentCentralQuantile(0.9, 2.5), 2.5582186141359373, 1e-12);
});

test('quantile and p undo each other', () => {
  const df = fc.double({ min: 0.6, max: 300, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0.005, max: 0.995, noNaN: true }), df, df, (share, df1, df2) => {
      expect(fUpperP(fQuantile(share, df1, df2), df1, df2)).toBeCloseTo(1 - share, 9);
    }),
  );
});

test('no share outside of (0, 1), no degrees of freedom at 0', () => {
  expect(() => fQuantile(1, 2, 2)).toThrow(RangeError);
  expect(() => fUpperP(1, 0, 2)).toThrow(RangeError);
});
