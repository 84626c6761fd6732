import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balancedClassWeights, crossEntropyLoss, focalLoss, maeLoss, mseLoss, softmax } from './losses.ts';
import { at } from './numbers.ts';

const logit = fc.double({ min: -6, max: 6, noNaN: true });
const batch = fc.array(fc.tuple(fc.tuple(logit, logit, logit), fc.nat({ max: 2 })), {
  minLength: 1,
  maxLength: 5,
});
const WEIGHTS = [0.5, 3, 1.25];
const STEP = 1e-6;

/** The gradient by central differences. */
function slopes(
  rows: readonly (readonly number[])[],
  value: (rows: readonly (readonly number[])[]) => number,
) {
  const shifted = (i: number, j: number, by: number) =>
    rows.map((row, a) => row.map((one, b) => (a === i && b === j ? one + by : one)));
  return rows.map((row, i) =>
    row.map((_, j) => (value(shifted(i, j, STEP)) - value(shifted(i, j, -STEP))) / (2 * STEP)),
  );
}

function expectNear(got: readonly (readonly number[])[], expected: readonly (readonly number[])[]) {
  got.forEach((row, i) => {
    row.forEach((one, j) => {
      expect(one).toBeCloseTo(at(at(expected, i), j), 6);
    });
  });
}

test('softmax of a logit 1000 above the others is one-hot, not NaN', () => {
  expect(softmax([1000, 0])).toEqual([1, 0]);
  expect(softmax([Math.log(1), Math.log(3)]).map((p) => p.toFixed(12))).toEqual([
    '0.250000000000',
    '0.750000000000',
  ]);
});

test('squared and absolute error, with their slopes', () => {
  expect(mseLoss([0, 1], [0.5, -1])).toEqual({ value: (0.25 + 4) / 2, gradient: [0.5, -2] });
  expect(maeLoss([0, 1, 2], [0.5, -1, 2])).toEqual({ value: 2.5 / 3, gradient: [1 / 3, -1 / 3, 0] });
});

test('cross-entropy of p = 1/4 and p = 3/4, plain and weighted by the truths’ weights', () => {
  const logits = [
    [0, Math.log(3)],
    [0, Math.log(3)],
  ];
  const [rare, common] = [Math.log(4), Math.log(4 / 3)];
  expect(crossEntropyLoss(logits, [0, 1], null).value).toBeCloseTo((rare + common) / 2, 12);
  expect(crossEntropyLoss(logits, [0, 1], [3, 1]).value).toBeCloseTo((3 * rare + common) / 4, 12);
});

test('focal loss scales each clip by alpha (1 - p)^gamma and divides by the number of clips', () => {
  const logits = [[0, Math.log(3)]];
  expect(focalLoss(logits, [1], 2, null).value).toBeCloseTo(0.25 ** 2 * Math.log(4 / 3), 12);
  expect(focalLoss(logits, [1], 2, [5, 2]).value).toBeCloseTo(2 * 0.25 ** 2 * Math.log(4 / 3), 12);
});

test('focal loss with gamma 0 is cross-entropy', () => {
  fc.assert(
    fc.property(batch, (clips) => {
      const logits = clips.map(([row]) => row);
      const truth = clips.map(([, y]) => y);
      expect(focalLoss(logits, truth, 0, null)).toEqual(crossEntropyLoss(logits, truth, null));
    }),
  );
});

test('the gradients are the slopes of the values', () => {
  fc.assert(
    fc.property(batch, fc.double({ min: 0, max: 4, noNaN: true }), (clips, gamma) => {
      const logits = clips.map(([row]) => row);
      const truth = clips.map(([, y]) => y);
      const weighted = (rows: readonly (readonly number[])[]) => crossEntropyLoss(rows, truth, WEIGHTS);
      const focal = (rows: readonly (readonly number[])[]) => focalLoss(rows, truth, gamma, WEIGHTS);
      expectNear(
        weighted(logits).gradient,
        slopes(logits, (rows) => weighted(rows).value),
      );
      expectNear(
        focal(logits).gradient,
        slopes(logits, (rows) => focal(rows).value),
      );
    }),
  );
});

test('a clip that is certainly right has no loss and no gradient, for gammas below 1 too', () => {
  for (const gamma of [0, 0.5, 1, 2]) {
    const { value, gradient } = focalLoss([[1000, 0]], [0], gamma, null);
    expect(value).toBeCloseTo(0, 12);
    expect(gradient.flat().every((slope) => Math.abs(slope) < 1e-12)).toBe(true);
  }
});

test('balanced weights are n / (classes * count), and every clip weighs 1 on average', () => {
  expect(balancedClassWeights([2, 6])).toEqual([2, 8 / 12]);
  expect(balancedClassWeights([2, 0, 6])).toEqual([2, 0, 8 / 12]);
});
