import { expect, it } from 'vitest';
import { axisTicks } from './axis-ticks.ts';

it('an axis tells where its values begin, lie in the middle and end', () => {
  const words = (...values: readonly number[]) => axisTicks(values).map((tick) => tick.words);
  expect(words(0.35, 0.1, 0.8)).toEqual(['0.1', '0.45', '0.8']);
  expect(words(12, 7)).toEqual(['7', '9.5', '12']);
  expect(words(3, 3)).toEqual(['3']);
  expect(words()).toEqual([]);
});
