import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

test('two folds of two epochs by hand', () => {
  // An epoch costs 3 * 8 + 2 = 26 and 3 * 6 + 4 = 22; the predictions 2 and 4: in all 2 * 26 + 2 + 2 * 22 + 4 = 102.
  const progress = createProgress(
    [
      { train: 8, test: 2 },
      { train: 6, test: 4 },
    ],
    2,
  );
  const first = progress.after(0, 1, 13);
  expect(first.progress).toBeCloseTo(26 / 102, 12);
  // 13 s for 26: half a second each, 76 to go.
  expect(first.secondsLeft).toBeCloseTo(38, 12);
  progress.after(0, 2, 20);
  progress.predicted(0);
  expect(progress.after(1, 1, 20).progress).toBeCloseTo((54 + 22) / 102, 12);
  // 98 done in 49 s, 4 to go.
  expect(progress.after(1, 2, 49).secondsLeft).toBeCloseTo(2, 12);
});

test('the pace is that of this sitting alone', () => {
  const progress = createProgress(
    [
      { train: 8, test: 2 },
      { train: 6, test: 4 },
    ],
    2,
  );
  // The first fold was done before; 22 in 11 s, 22 + 4 to go.
  const first = progress.after(1, 1, 11);
  expect(first.progress).toBeCloseTo((54 + 22) / 102, 12);
  expect(first.secondsLeft).toBeCloseTo(13, 12);
});
