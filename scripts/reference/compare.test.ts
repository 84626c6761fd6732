import { expect, test } from 'vitest';
import { compare } from './compare.ts';

const STRICT = { abs: 1e-9, rel: 1e-9, overrides: {} };

test('numbers within abs + rel * |expected| are equal, beyond are not', () => {
  const tolerance = { abs: 0.5, rel: 0.1, overrides: {} };
  expect(compare({ a: 10.5 }, { a: 12.0 }, tolerance).differences).toEqual([]);
  expect(compare({ a: 10.5 }, { a: 12.1 }, tolerance).differences).toEqual(['a expected 10.5, got 12.1']);
  expect(compare({ a: -10.5 }, { a: -12.0 }, tolerance).differences).toEqual([]);
});

test('integers and strings are exact, whatever the tolerance', () => {
  const wide = { abs: 5, rel: 1, overrides: {} };
  expect(compare([3, 'b'], [4, 'a'], wide).differences).toEqual([
    '[0] expected 3, got 4',
    '[1] expected "b", got "a"',
  ]);
});

test('a rounding away from a whole number is no difference', () => {
  expect(compare([1, 0], [0.9999999999999999, 1e-17], STRICT).differences).toEqual([]);
});

test('null is undefined: null or NaN, and nothing else', () => {
  expect(compare([null, null], [null, Number.NaN], STRICT).differences).toEqual([]);
  expect(compare({ a: null }, { a: 0 }, STRICT).differences).toEqual(['a expected null, got 0']);
  expect(compare({ a: 0.5 }, { a: Number.NaN }, STRICT).differences).toEqual(['a expected 0.5, got null']);
});

test('the override of the nearest field name counts; what it does not say stays', () => {
  const tolerance = {
    abs: 0,
    rel: 0,
    overrides: { outer: { abs: 1 }, 'in*': { abs: 0.1 }, inner: { rel: 0.5 } },
  };
  const differs = (expected: unknown, got: unknown) => compare(expected, got, tolerance).differences.length;
  expect(differs({ outer: { x: 1.5 } }, { outer: { x: 2.4 } })).toBe(0);
  expect(differs({ outer: { index: 1.5 } }, { outer: { index: 1.7 } })).toBe(1);
  expect(differs({ outer: { index: [1.5] } }, { outer: { index: [1.55] } })).toBe(0);
  expect(differs({ inner: 1.5 }, { inner: 2.2 })).toBe(0);
});

test('in an override only * is special', () => {
  const tolerance = { abs: 0, rel: 0, overrides: { 'gamma1.5*': { abs: 1 } } };
  const differs = (key: string) => compare({ [key]: 1.5 }, { [key]: 1.6 }, tolerance).differences.length;
  expect([
    differs('gamma1.5'),
    differs('gamma1.5_mean'),
    differs('gamma1x5'),
    differs('my_gamma1.5'),
  ]).toEqual([0, 0, 1, 1]);
});

test('an override in words leaves the field out', () => {
  const tolerance = { ...STRICT, overrides: { '*_sklearn': 'properties only' } };
  expect(compare({ a_sklearn: { x: 1 }, b: 2 }, { b: 2 }, tolerance)).toEqual({ values: 1, differences: [] });
});

test('a key that no function exists for is named; lists of another length differ', () => {
  expect(compare({ a: { new_key: 1, b: 2 } }, { a: { b: 2 } }, STRICT).differences).toEqual([
    'a.new_key has no function',
  ]);
  expect(compare({ a: [1, 2] }, { a: [1] }, STRICT).differences).toEqual(['a expected 2 entries, got 1']);
  expect(compare({ a: [1] }, { a: 1 }, STRICT).differences).toEqual(['a expected [1], got 1']);
});

test('values are counted one by one', () => {
  expect(compare({ a: [1, 2, { b: null }], c: 'x' }, { a: [1, 2, { b: null }], c: 'x' }, STRICT).values).toBe(
    4,
  );
});
