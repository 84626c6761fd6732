import { expect, test } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { exitStatusOf, table } from './output.ts';

test('columns of numbers align right, text aligns left, nothing is a dash', () => {
  expect(
    table(
      ['name', 'n', 'uf1'],
      [
        ['a', 10, 0.5],
        ['long', 5, null],
      ],
    ),
  ).toBe(['name   n    uf1', 'a     10  0.500', 'long   5      –'].join('\n'));
});

test('bad input exits with 2, anything else with 1', () => {
  expect(exitStatusOf(new OnsetError('bad-input', ''))).toBe(2);
  expect(exitStatusOf(new OnsetError('not-found', ''))).toBe(2);
  expect(exitStatusOf(new OnsetError('busy', ''))).toBe(1);
  expect(exitStatusOf(new Error(''))).toBe(1);
});
