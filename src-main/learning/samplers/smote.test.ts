import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRandom, type Random } from '#shared/base/random.ts';
import { at } from '#shared/kernels/numbers.ts';
import { nearestNeighbours, smote } from './smote.ts';

type Rows = readonly (readonly number[])[];

/** Answers in turn; for draws known beforehand. */
function scripted(values: readonly number[]): Random {
  let drawn = 0;
  const next = () => at(values, drawn++ % values.length);
  return { ...createRandom(1), next, int: (n) => Math.floor(next() * n) };
}

const rowsOf = (x: Rows, yTrue: readonly number[], label: number) =>
  x.filter((_, index) => yTrue[index] === label);

/** Whether `point` lies at one share u, 0 <= u < 1, of the way between a row and one of its k nearest. */
function liesBetweenNeighbours(point: readonly number[], rows: Rows, neighbours: number): boolean {
  const nearest = nearestNeighbours(rows, neighbours);
  return rows.some((from, index) =>
    at(nearest, index).some((other) => isOnWay(point, from, at(rows, other))),
  );
}

function isOnWay(point: readonly number[], from: readonly number[], to: readonly number[]): boolean {
  const way = to.map((value, column) => value - at(from, column));
  const longest = way.reduce(
    (best, value, column) => (Math.abs(value) > Math.abs(at(way, best)) ? column : best),
    0,
  );
  const length = at(way, longest);
  const share = length === 0 ? 0 : (at(point, longest) - at(from, longest)) / length;
  const reached = from.map((value, column) => value + share * at(way, column));
  return (
    share >= 0 && share < 1 && reached.every((value, column) => Math.abs(value - at(point, column)) < 1e-9)
  );
}

test('by hand: a third row halfway, and one at a quarter, between the two there are', () => {
  const x = [
    [0, 0],
    [4, 8],
    [1, 1],
    [2, 2],
    [3, 3],
    [5, 5],
  ];
  const yTrue = [1, 1, 0, 0, 0, 0];
  // Each new row: which row, which neighbour, what share.
  const random = scripted([0, 0, 0.5, 0.9, 0, 0.25]);
  const { x: filled, yTrue: labels, lowered } = smote(x, yTrue, 1, random);
  expect(filled).toEqual([...x, [2, 4], [3, 6]]);
  expect(labels).toEqual([...yTrue, 1, 1]);
  expect(lowered).toEqual([]);
});

test('more neighbours reach further', () => {
  const x = [[0], [1], [10], [1], [2], [3], [4]];
  const yTrue = [1, 1, 1, 0, 0, 0, 0];
  const last = (neighbours: number) => smote(x, yTrue, neighbours, scripted([0, 0.9, 0.5])).x.at(-1);
  expect(last(1)).toEqual([0.5]);
  expect(last(2)).toEqual([5]);
});

test('small classes have fewer neighbours, which is told; one row repeats', () => {
  const x = [[7, 7], [0, 0], [1, 0], ...Array.from({ length: 4 }, (_, index) => [index, 9])];
  const yTrue = [2, 1, 1, 0, 0, 0, 0];
  const { x: filled, yTrue: labels, lowered } = smote(x, yTrue, 5, createRandom(3));
  expect(lowered).toEqual([
    { label: 1, neighbours: 1 },
    { label: 2, neighbours: 0 },
  ]);
  expect(rowsOf(filled, labels, 2)).toEqual([
    [7, 7],
    [7, 7],
    [7, 7],
    [7, 7],
  ]);
});

test('all classes become as large as the largest, the given rows come first, and new ones lie between neighbours', () => {
  const value = fc.integer({ min: -50, max: 50 }).map((whole) => whole / 8);
  const rows = fc.array(fc.tuple(fc.tuple(value, value, value), fc.nat({ max: 3 })), {
    minLength: 1,
    maxLength: 24,
  });
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 6 }), fc.nat(), (list, neighbours, seed) => {
      const [x, yTrue] = [list.map(([row]) => row), list.map(([, label]) => label)];
      const filled = smote(x, yTrue, neighbours, createRandom(seed));
      const sizes = [...Map.groupBy(filled.yTrue, (label) => label).values()].map(({ length }) => length);
      expect(new Set(sizes).size).toBe(1);
      expect(sizes[0]).toBe(Math.max(...[0, 1, 2, 3].map((label) => rowsOf(x, yTrue, label).length)));
      expect(filled.x.slice(0, x.length)).toEqual(x);
      expect(filled.yTrue.slice(0, x.length)).toEqual(yTrue);
      for (const [index, row] of filled.x.entries()) {
        if (index < x.length) continue;
        const own = rowsOf(x, yTrue, at(filled.yTrue, index));
        if (own.length === 1) expect(row).toEqual(own[0]);
        else expect(liesBetweenNeighbours(row, own, neighbours)).toBe(true);
      }
      expect(smote(x, yTrue, neighbours, createRandom(seed))).toEqual(filled);
    }),
  );
});

const REFERENCE = '../shared/reference/07_imbalance_deterministic.json';
const reference = z.object({
  input: z.object({ X: z.array(z.array(z.number())), y: z.array(z.number()), k_neighbors: z.number() }),
  expected: z.object({
    samples_to_generate: z.object({ auto: z.record(z.string(), z.number()) }),
    knn5_in_class: z.record(
      z.string(),
      z.object({ members: z.array(z.number()), neighbours_as_row_indices: z.array(z.array(z.number())) }),
    ),
    smote_example_points: z.array(z.object({ class: z.number(), point: z.array(z.number()) })),
  }),
});

const needed = existsSync(REFERENCE) || process.env['CI'] !== undefined;
describe.runIf(needed)('the reference, imbalanced-learn', () => {
  const load = () => reference.parse(JSON.parse(readFileSync(REFERENCE, 'utf8')));

  test('the five nearest within each class', () => {
    const { input, expected } = load();
    for (const { members, neighbours_as_row_indices: wanted } of Object.values(expected.knn5_in_class)) {
      const nearest = nearestNeighbours(
        members.map((index) => at(input.X, index)),
        5,
      );
      expect(nearest.map((positions) => positions.map((position) => at(members, position)))).toEqual(wanted);
    }
  });

  test('as many new rows for each class; theirs and ours lie between neighbours', () => {
    const { input, expected } = load();
    const { x, yTrue } = smote(input.X, input.y, input.k_neighbors, createRandom(1));
    const added = yTrue.slice(input.y.length);
    const sizes = [...Map.groupBy(added, String)].map(([label, { length }]) => [label, length]);
    expect(Object.fromEntries(sizes)).toEqual(expected.samples_to_generate.auto);
    const ours = x.slice(input.X.length).map((point, index) => ({ class: at(added, index), point }));
    for (const { class: label, point } of [
      ...expected.smote_example_points,
      ...ours.filter((_, i) => i % 7 === 0),
    ])
      expect(liesBetweenNeighbours(point, rowsOf(input.X, input.y, label), input.k_neighbors)).toBe(true);
  });
});
