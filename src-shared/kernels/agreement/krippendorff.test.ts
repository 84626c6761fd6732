import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { ALPHA_METRICS, type AlphaMetric, krippendorffAlpha } from './krippendorff.ts';
import { ratingsFromRows } from './ratings.ts';
import { ratioDifferences } from './ratio-differences.ts';

type Rows = readonly (readonly (number | null)[])[];
const alpha = (rows: Rows, metric: AlphaMetric) => krippendorffAlpha(ratingsFromRows(rows), metric).value;

/** Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section E, a row a unit. */
const TEXTBOOK: Rows = [
  [1, 1, null, 1],
  [2, 2, 3, 2],
  [3, 3, 3, 3],
  [3, 3, 3, 3],
  [2, 2, 2, 2],
  [1, 2, 3, 4],
  [4, 4, 4, 4],
  [1, 1, 2, 1],
  [2, 2, 2, 2],
  [null, 5, 5, 5],
  [null, null, 1, 1],
  [null, null, 3, null],
];

test('the textbook’s example: .743, .815, .849, .797; the unit rated once does not count', () => {
  expect(ALPHA_METRICS.map((metric) => alpha(TEXTBOOK, metric)?.toFixed(3))).toEqual([
    '0.743',
    '0.815',
    '0.849',
    '0.797',
  ]);
  expect(krippendorffAlpha(ratingsFromRows(TEXTBOOK), 'nominal')).toMatchObject({ items: 11, ratings: 40 });
});

test('by hand: two raters, three items, one disagreement', () => {
  // Coincidences 00: 2, 01: 1, 10: 1, 11: 2; n = 6, n0 = n1 = 3: 1 - 5 · 2 / (2 · 9).
  const rows = [
    [0, 0],
    [0, 1],
    [1, 1],
  ];
  for (const metric of ALPHA_METRICS) expect(alpha(rows, metric)).toBeCloseTo(1 - 10 / 18, 12);
});

/** By the definition: the coincidences of every two values, one by one. */
function byDefinition(rows: Rows, metric: AlphaMetric): number | null {
  const units = rows
    .map((row) => row.filter((value) => value !== null))
    .filter((values) => values.length > 1);
  const all = units.flat();
  const countOf = (value: number) => all.filter((one) => one === value).length;
  const difference2 = (a: number, b: number): number => {
    if (a === b) return 0;
    if (metric === 'nominal') return 1;
    if (metric === 'interval') return (a - b) ** 2;
    if (metric === 'ratio') return ((a - b) / (a + b)) ** 2;
    const between = all.filter((value) => value >= Math.min(a, b) && value <= Math.max(a, b)).length;
    return (between - (countOf(a) + countOf(b)) / 2) ** 2;
  };
  const pairs = (values: readonly number[]) =>
    values.flatMap((a) => values.map((b) => difference2(a, b))).reduce((total, value) => total + value, 0);
  const observed = units.reduce((total, unit) => total + pairs(unit) / (unit.length - 1), 0) / all.length;
  const expected = pairs(all) / (all.length * (all.length - 1));
  return all.length === 0 || expected === 0 ? null : 1 - observed / expected;
}

test('all four metrics are the definition, with any ratings missing', () => {
  const value = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 5 }), fc.constantFrom(0.1, 0.25, 2.5));
  const rows = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(rows, fc.constantFrom(...ALPHA_METRICS), (ratings, metric) => {
      const [got, expected] = [alpha(ratings, metric), byDefinition(ratings, metric)];
      if (expected === null) expect(got).toBeNull();
      else expect(got).toBeCloseTo(expected, 10);
    }),
  );
});

test('as the krippendorff package 0.9 on 60 items with continuous values and gaps', () => {
  let state = 12345;
  const next = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const rows = Array.from({ length: 60 }, (_, item) => {
    const [base, a, b, c] = [next(), next(), next(), next()];
    const row: (number | null)[] = [a, b, c].map((noise) => Math.max(0, base + 0.3 * (noise - 0.5)));
    if (item % 7 === 0) row[1] = null;
    if (item % 11 === 0) row[2] = null;
    return row;
  });
  expect(alpha(rows, 'ordinal')).toBeCloseTo(0.9159424237025181, 9);
  expect(alpha(rows, 'interval')).toBeCloseTo(0.9217379099390632, 9);
  expect(alpha(rows, 'ratio')).toBeCloseTo(0.604961870458933, 9);
});

test('ratio differences of many values by the integral are those pair by pair', () => {
  const random = createRandom(7);
  const spreads = [
    () => random.next(),
    () => Math.exp(12 * random.normal()),
    () => 50 + random.next(),
    () => Math.floor(3 * random.next()),
  ];
  for (const draw of spreads) {
    const values = Float64Array.from(new Set(Array.from({ length: 400 }, draw))).sort();
    const counts = values.map(() => 1 + random.int(4));
    const n = counts.reduce((total, count) => total + count, 0);
    const exact = ratioDifferences(values, counts, Number.POSITIVE_INFINITY);
    expect(Math.abs(ratioDifferences(values, counts, 0) - exact)).toBeLessThan(1e-13 * n ** 2);
  }
});

test('values many orders of magnitude apart, and those at the end of what a number holds', () => {
  const apart = Float64Array.of(0, 1e-140, 1, 1e140);
  // But for themselves all are 1 apart: 12 ordered pairs.
  expect(ratioDifferences(apart, Float64Array.of(1, 1, 1, 1), 0)).toBeCloseTo(12, 9);
  const ends = Float64Array.of(Number.MIN_VALUE, Number.MAX_VALUE);
  expect(ratioDifferences(ends, Float64Array.of(1, 1), 0)).toBeGreaterThan(0);
});

test('undefined is null: one value alone, nothing twice, nothing at all, below 0 on a ratio scale', () => {
  for (const metric of ALPHA_METRICS) {
    expect(
      alpha(
        [
          [0.1, 0.1, 0.1],
          [0.1, 0.1, null],
        ],
        metric,
      ),
    ).toBeNull();
    expect(
      alpha(
        [
          [1, null],
          [null, 2],
        ],
        metric,
      ),
    ).toBeNull();
    expect(alpha([[1], [2]], metric)).toBeNull();
    expect(alpha([[null, null]], metric)).toBeNull();
    expect(alpha([], metric)).toBeNull();
  }
  expect(
    alpha(
      [
        [-1, 1],
        [2, 3],
      ],
      'ratio',
    ),
  ).toBeNull();
  expect(
    alpha(
      [
        [-1, 1],
        [2, 3],
      ],
      'interval',
    ),
  ).not.toBeNull();
});

test('perfect agreement is exactly 1; one item on which two differ is 0', () => {
  for (const metric of ALPHA_METRICS) {
    expect(
      alpha(
        [0.1, 0.3, 0.7].map((value) => [value, value, value]),
        metric,
      ),
    ).toBe(1);
    expect(alpha([[1, 2]], metric)).toBeCloseTo(0, 12);
  }
});
