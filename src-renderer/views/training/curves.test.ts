import { expect, test } from 'vitest';
import { curvePoints, mergeHistory } from './curves.ts';

const at = (fold: number, epoch: number, loss: number, heldOutLoss: number | null) => ({
  fold,
  epoch,
  loss,
  heldOutLoss,
  seconds: 1,
});
const history = [at(0, 1, 1, 2), at(0, 2, 0.5, 1), at(1, 1, 3, null)];

test('one fold has its own curve; together it is the mean of the folds that got that far', () => {
  expect(curvePoints(history, 0)).toEqual([
    { x: 1, loss: 1, heldOutLoss: 2 },
    { x: 2, loss: 0.5, heldOutLoss: 1 },
  ]);
  expect(curvePoints(history, null)).toEqual([
    { x: 1, loss: 2, heldOutLoss: 2 },
    { x: 2, loss: 0.5, heldOutLoss: 1 },
  ]);
});

test('an epoch both saved and heard counts once', () => {
  expect(mergeHistory(history, [at(1, 1, 3, null), at(1, 2, 2, null)])).toHaveLength(4);
});
