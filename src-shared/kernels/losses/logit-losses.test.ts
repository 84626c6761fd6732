import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, sum } from '../numbers.ts';
import { crossEntropyLoss, distillationLoss, klLoss, softCrossEntropyLoss } from './cross-entropy.ts';
import { focalLoss } from './focal.ts';
import { type LogitLoss, type Logits, softmax } from './logits.ts';

/** Softmax (1/4, 3/4). */
const ODDS = [0, Math.log(3)];
const [RARE, COMMON] = [Math.log(4), Math.log(4 / 3)];

const logit = fc.double({ min: -6, max: 6, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
/** Clips of three classes: logits, a class, a distribution, a weight. */
const batch = fc
  .array(
    fc.record({
      row: fc.tuple(logit, logit, logit),
      label: fc.nat({ max: 2 }),
      target: fc
        .tuple(share, share, share)
        .map((shares) => (sum(shares) > 0 ? shares.map((one) => one / sum(shares)) : [0, 0, 1])),
      weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((clips) => ({
    logits: clips.map(({ row }) => [...row]),
    yTrue: clips.map(({ label }) => label),
    targets: clips.map(({ target }) => target),
    weights: clips.map(({ weight }) => weight),
  }));

const STEP = 1e-6;

/** The gradient by central differences. */
function slopes(rows: Logits, value: (rows: Logits) => number): number[] {
  const shifted = (i: number, j: number, by: number) =>
    rows.map((row, a) => row.map((one, b) => (a === i && b === j ? one + by : one)));
  return rows.flatMap((row, i) =>
    row.map((_, j) => (value(shifted(i, j, STEP)) - value(shifted(i, j, -STEP))) / (2 * STEP)),
  );
}

function expectNear(got: readonly number[], expected: readonly number[], digits: number) {
  expect(got).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(at(got, index)).toBeCloseTo(value, digits);
}

function expectSame(got: LogitLoss, expected: LogitLoss) {
  expectNear([got.value, ...got.gradient.flat()], [expected.value, ...expected.gradient.flat()], 10);
}

test('softmax of a logit 1000 above the others is one-hot, not NaN', () => {
  expect(softmax([1000, 0])).toEqual([1, 0]);
  expectNear(softmax(ODDS), [0.25, 0.75], 12);
});

describe('by hand', () => {
  test('cross-entropy of p = 1/4 and p = 3/4, plain and weighted', () => {
    expect(crossEntropyLoss([ODDS, ODDS], [0, 1], null).value).toBeCloseTo((RARE + COMMON) / 2, 12);
    expect(crossEntropyLoss([ODDS, ODDS], [0, 1], [3, 1]).value).toBeCloseTo((3 * RARE + COMMON) / 4, 12);
  });

  test('label smoothing of 0.2 over two classes takes the truth for (0.9, 0.1)', () => {
    const { value, gradient } = crossEntropyLoss([ODDS], [0], null, 0.2);
    expect(value).toBeCloseTo(0.9 * RARE + 0.1 * COMMON, 12);
    expectNear(gradient.flat(), [0.25 - 0.9, 0.75 - 0.1], 12);
  });

  test('a distribution half and half: cross-entropy, and its divergence, which is ln 2 less', () => {
    const soft = softCrossEntropyLoss([ODDS], [[0.5, 0.5]], null);
    expect(soft.value).toBeCloseTo((RARE + COMMON) / 2, 12);
    expectNear(soft.gradient.flat(), [-0.25, 0.25], 12);
    expect(klLoss([ODDS], [[0.5, 0.5]], null).value).toBeCloseTo((RARE + COMMON) / 2 - Math.log(2), 12);
  });

  test('weights of distributions divide by their sum', () => {
    const targets = [
      [1, 0],
      [0, 1],
    ];
    expect(softCrossEntropyLoss([ODDS, ODDS], targets, [3, 1]).value).toBeCloseTo(
      (3 * RARE + COMMON) / 4,
      12,
    );
    expect(klLoss([ODDS, ODDS], targets, [3, 1]).value).toBeCloseTo((3 * RARE + COMMON) / 4, 12);
  });

  test('focal loss scales each clip by its weight and (1 - p)^gamma and divides by the number of clips', () => {
    expect(focalLoss([ODDS], [1], 1, null).value).toBeCloseTo(0.25 * COMMON, 12);
    expect(focalLoss([ODDS], [1], 2, null).value).toBeCloseTo(0.25 ** 2 * COMMON, 12);
    expect(focalLoss([ODDS, ODDS], [1, 0], 2, [2, 5]).value).toBeCloseTo(
      (2 * 0.25 ** 2 * COMMON + 5 * 0.75 ** 2 * RARE) / 2,
      12,
    );
  });
});

describe('properties', () => {
  test('the gradients are the slopes of the values', () => {
    const gammas = fc.double({ min: 0, max: 4, noNaN: true });
    fc.assert(
      fc.property(batch, gammas, share, ({ logits, yTrue, targets, weights }, gamma, part) => {
        const losses: ((rows: Logits) => LogitLoss)[] = [
          (rows) => crossEntropyLoss(rows, yTrue, weights, part),
          (rows) => softCrossEntropyLoss(rows, targets, weights),
          (rows) => klLoss(rows, targets, weights),
          (rows) => focalLoss(rows, yTrue, gamma, weights),
          (rows) => distillationLoss(rows, targets, 1 + gamma),
        ];
        for (const loss of losses) {
          const expected = slopes(logits, (rows) => loss(rows).value);
          expectNear(loss(logits).gradient.flat(), expected, 6);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('focal loss with gamma 0 is cross-entropy, and both are that of a one-hot distribution', () => {
    fc.assert(
      fc.property(batch, ({ logits, yTrue, weights }) => {
        const oneHot = yTrue.map((label) => [0, 1, 2].map((index) => (index === label ? 1 : 0)));
        expectSame(focalLoss(logits, yTrue, 0, null), crossEntropyLoss(logits, yTrue, null));
        expectSame(softCrossEntropyLoss(logits, oneHot, weights), crossEntropyLoss(logits, yTrue, weights));
        expectSame(klLoss(logits, oneHot, weights), crossEntropyLoss(logits, yTrue, weights));
      }),
    );
  });

  test('the divergence is 0 where the prediction is the distribution, and never below', () => {
    fc.assert(
      fc.property(batch, ({ logits, targets }) => {
        const own = klLoss(logits, logits.map(softmax), null);
        for (const one of [own.value, ...own.gradient.flat()]) expect(one).toBeCloseTo(0, 10);
        expect(klLoss(logits, targets, null).value).toBeGreaterThan(-1e-12);
      }),
    );
  });
});

test('a clip that is certainly right has no loss and no gradient, for gammas below 1 too', () => {
  for (const gamma of [0, 0.5, 1, 2]) {
    const { value, gradient } = focalLoss([[1000, 0]], [0], gamma, null);
    expect(value).toBeCloseTo(0, 12);
    expect(gradient.flat().every((slope) => Math.abs(slope) < 1e-12)).toBe(true);
  }
});

test('a clip that is wrong by a million is a large loss, and no NaN', () => {
  const [logits, certain] = [[[-1e6, 0, 1e6]], [[1, 0, 0]]];
  const losses = [
    crossEntropyLoss(logits, [0], null),
    softCrossEntropyLoss(logits, certain, null),
    klLoss(logits, certain, null),
    focalLoss(logits, [0], 2, null),
  ];
  for (const { value, gradient } of losses) {
    expect(value).toBe(2e6);
    expectNear(gradient.flat(), [-1, 0, 1], 12);
  }
  expect(crossEntropyLoss(logits, [0], null, 0.3).value).toBeCloseTo(0.8 * 2e6 + 0.1 * 1e6, 6);
});
