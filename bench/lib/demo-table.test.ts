import { expect, it } from 'vitest';
import { demoTable, median, passes } from './demo-table.ts';

const row = {
  what: 'x',
  figure: 'UF1',
  least: 0.6,
  most: 0.95,
  values: [0.5, 0.7, 0.61],
  seconds: [10, 30, 20],
} as const;

it('the median is the middle value, or the mean of the two', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

it('a row passes by its median alone, within both bounds', () => {
  expect(passes(row)).toBe(true);
  expect(passes({ ...row, least: 0.62 })).toBe(false);
  expect(passes({ ...row, most: 0.6 })).toBe(false);
});

it('the table names what was asked, what was missed and the median', () => {
  const lines = demoTable(
    [row, { ...row, least: 0, most: 0.25, seconds: [null, null, null] }],
    [1, 2, 3],
  ).split('\n');
  expect(lines[2]).toBe('| x | UF1 | at least 0.60, at most 0.95 | 0.500 | 0.700 | 0.610 | **0.610** | 20 |');
  expect(lines[3]).toBe('| x | UF1 | at most 0.25 | 0.500 | 0.700 | 0.610 | **0.610** (missed) |  |');
});
