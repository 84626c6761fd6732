import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { cohenKappaFigure } from './kappa.ts';

const CONFUSION = [
  [20, 5, 1],
  [4, 15, 6],
  [2, 3, 14],
];

test('value, standard error and interval as statsmodels.stats.inter_rater.cohens_kappa 0.15', () => {
  const expected = [
    ['none', 0.5476923076923077, 0.08238684306965226, 0.38621706247583587, 0.7091675529087795],
    ['linear', 0.6083916083916084, 0.07793217616768602, 0.4556473498661131, 0.7611358669171038],
    ['quadratic', 0.6703296703296704, 0.08225269022503105, 0.5091173598570797, 0.831541980802261],
  ] as const;
  for (const [weighting, value, standardError, low, high] of expected) {
    const figure = cohenKappaFigure(CONFUSION, weighting);
    expect(figure.value).toBeCloseTo(value, 12);
    expect(figure.standardError).toBeCloseTo(standardError, 12);
    expect(figure.interval?.low).toBeCloseTo(low, 10);
    expect(figure.interval?.high).toBeCloseTo(high, 10);
    expect(figure.items).toBe(70);
  }
});

test('by hand: 3 of 4 alike, chance 1/2', () => {
  // Both raters say each class twice but once crosswise: observed 3/4, expected 1/2·1/4 + 1/2·3/4.
  const figure = cohenKappaFigure(
    [
      [1, 1],
      [0, 2],
    ],
    'none',
  );
  expect(figure.value).toBeCloseTo((3 / 4 - 1 / 2) / (1 - 1 / 2), 12);
});

test('two classes: weights make no difference, nor does the order of the raters', () => {
  const count = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const [plain, linear, turned] = [
        cohenKappaFigure(
          [
            [a, b],
            [c, d],
          ],
          'none',
        ),
        cohenKappaFigure(
          [
            [a, b],
            [c, d],
          ],
          'linear',
        ),
        cohenKappaFigure(
          [
            [a, c],
            [b, d],
          ],
          'none',
        ),
      ];
      expect(linear.value ?? -9).toBeCloseTo(plain.value ?? -9, 10);
      expect(linear.standardError ?? -9).toBeCloseTo(plain.standardError ?? -9, 8);
      expect(turned.value ?? -9).toBeCloseTo(plain.value ?? -9, 10);
      expect(turned.standardError ?? -9).toBeCloseTo(plain.standardError ?? -9, 8);
    }),
  );
});

test('19 of 20 intervals hold the true kappa', () => {
  // Both raters know the class with 0.8, else guess: P(alike) = 0.64 + 0.36 / 2, kappa = 2 · 0.82 - 1 = 0.64.
  const random = createRandom(3);
  const hear = (truth: number) => (random.next() < 0.8 ? truth : random.int(2));
  let held = 0;
  for (let trial = 0; trial < 400; trial++) {
    const confusion = [
      [0, 0],
      [0, 0],
    ];
    for (let item = 0; item < 150; item++) {
      const truth = random.int(2);
      const row = confusion[hear(truth)] ?? [];
      const column = hear(truth);
      row[column] = (row[column] ?? 0) + 1;
    }
    const { interval } = cohenKappaFigure(confusion, 'none');
    if (interval && interval.low <= 0.64 && interval.high >= 0.64) held++;
  }
  expect(held / 400).toBeGreaterThan(0.92);
  expect(held / 400).toBeLessThan(0.98);
});

test('perfect agreement is 1, and says nothing of its error; one class alone is undefined', () => {
  expect(
    cohenKappaFigure(
      [
        [3, 0],
        [0, 4],
      ],
      'none',
    ),
  ).toEqual({
    value: 1,
    standardError: null,
    interval: null,
    items: 7,
  });
  expect(
    cohenKappaFigure(
      [
        [5, 0],
        [0, 0],
      ],
      'quadratic',
    ),
  ).toMatchObject({ value: null, interval: null, items: 5 });
  expect(
    cohenKappaFigure(
      [
        [0, 0],
        [0, 0],
      ],
      'none',
    ),
  ).toMatchObject({ value: null, items: 0 });
  expect(cohenKappaFigure([], 'none').value).toBeNull();
});

test('a rater who always says one class agrees as chance does', () => {
  expect(
    cohenKappaFigure(
      [
        [5, 3],
        [0, 0],
      ],
      'none',
    ).value,
  ).toBeCloseTo(0, 12);
});
