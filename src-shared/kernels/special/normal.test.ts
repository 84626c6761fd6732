import fc from 'fast-check';
import { expect, test } from 'vitest';
import { erfc, normalCentralQuantile, normalTwoSidedP } from './normal.ts';

const close = (got: number, expected: number, relative: number) =>
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

test('erfc agrees with the table of Abramowitz & Stegun (7.1) and far into the tail', () => {
  close(erfc(0.5), 1 - 0.5204998778130465, 1e-13);
  close(erfc(2), 0.004677734981047266, 1e-12);
  close(erfc(2 - 1e-7), 0.004677734981047266 + (2 / Math.sqrt(Math.PI)) * Math.exp(-4) * 1e-7, 1e-10);
  close(erfc(5), 1.5374597944280349e-12, 1e-12);
  expect(erfc(0)).toBe(1);
});

test('half the normal lies within 0.6745, 95 of 100 within 1.96; quantile and p undo each other', () => {
  close(normalCentralQuantile(0.5), 0.6744897501960817, 1e-14);
  close(normalCentralQuantile(0.95), 1.959963984540054, 1e-14);
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (level) => {
      close(normalTwoSidedP(normalCentralQuantile(level)), 1 - level, 1e-11);
    }),
  );
  expect(normalTwoSidedP(-1.3)).toBe(normalTwoSidedP(1.3));
  expect(() => normalCentralQuantile(1)).toThrow(RangeError);
});
