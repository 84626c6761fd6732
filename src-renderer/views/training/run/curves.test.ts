import { expect, test } from 'vitest';
import { curvePoints, mergeHistory } from './curves.ts';

const at = (
  fold: number,
  epoch: number,
  loss: number,
  heldOutLoss: number | null,
  validationLoss: number | null = null,
) => ({ fold, epoch, loss, validationLoss, heldOutLoss, seconds: 1, peakMemoryMiB: null });
const history = [at(0, 2, 0.5, 1, 6), at(0, 1, 1, 2, 4), at(1, 1, 3, null, 2)];

test('one fold has its own curve, in the order of its epochs', () => {
  expect(curvePoints(history, [0])).toEqual([
    { x: 1, loss: 1, validationLoss: 4, heldOutLoss: 2 },
    { x: 2, loss: 0.5, validationLoss: 6, heldOutLoss: 1 },
  ]);
  expect(curvePoints(history, [])).toEqual([]);
});

test('a mean is over the same folds at every epoch: one that stopped early counts on with its last', () => {
  expect(curvePoints(history, [0, 1])).toEqual([
    { x: 1, loss: 2, validationLoss: 3, heldOutLoss: null },
    { x: 2, loss: 1.75, validationLoss: 4, heldOutLoss: null },
  ]);
});

test('an epoch both saved and heard counts once, as heard', () => {
  const merged = mergeHistory(history, [at(1, 1, 3.5, null), at(1, 2, 2, null)]);
  expect(merged.map(({ loss }) => loss)).toEqual([0.5, 1, 3.5, 2]);
});
