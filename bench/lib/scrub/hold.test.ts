import { expect, it } from 'vitest';
import { judgeHold } from './hold.ts';

const seen = (...rows: readonly (readonly [ms: number, index: number | null])[]) => ({
  seen: rows.map(([ms, index]) => ({ ms, index })),
});

it('a frame in each animation frame, from the moment the first is left', () => {
  const hold = judgeHold(seen([0, 0], [100, 0], [120, 1], [140, 2], [160, 3], [180, 3]), 4);
  expect(hold).toEqual({ unseen: 0, framesPerSecond: 50 });
});

it('a frame that no animation frame showed is unseen, and counts for no speed', () => {
  const hold = judgeHold(seen([0, 0], [20, 1], [40, 3]), 4);
  expect(hold).toEqual({ unseen: 1, framesPerSecond: 50 });
});

it('a clip whose end is not reached has no speed', () => {
  expect(judgeHold(seen([0, 0], [20, 1], [40, null]), 4)).toEqual({ unseen: 2, framesPerSecond: Number.NaN });
});
