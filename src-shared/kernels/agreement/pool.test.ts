import { expect, test } from 'vitest';
import { placeFinder, pool } from './pool.ts';
import { ratingsFromRows } from './ratings.ts';

test('what can be paired, ascending, with how often it stands', () => {
  const { items, ratings, values, counts } = pool(
    ratingsFromRows([
      [3, 1, null],
      [1, 1, -0],
      [7, null, null],
      [0, null, 3],
    ]),
  );
  expect([items, ratings, [...values], [...counts]]).toEqual([3, 7, [0, 1, 3], [2, 3, 2]]);
});

test('every value is found at its place, also where nearly all lie close together', () => {
  const even = Float64Array.from({ length: 500 }, (_, i) => i / 7);
  const crowded = Float64Array.of(...even, 1e12);
  for (const values of [even, crowded, Float64Array.of(5), Float64Array.of(-1, 0)]) {
    const placeOf = placeFinder(values);
    expect([...values].map(placeOf)).toEqual([...values.keys()]);
  }
});
