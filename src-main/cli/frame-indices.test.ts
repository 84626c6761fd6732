import { expect, test } from 'vitest';
import { parseIndices } from './frame-indices.ts';

test.each([
  [[], null],
  [['3'], [3]],
  [
    ['0', '7,9'],
    [0, 7, 9],
  ],
  [
    ['20-24', '2'],
    [20, 21, 22, 23, 24, 2],
  ],
  [['5-5, 6'], [5, 6]],
])('%j', (texts, indices) => expect(parseIndices(texts)).toEqual(indices));

test.each(['', 'x', '-1', '1.5', '4-2', '1,,2', '0-999999999', '1e3'])('%s is none', (text) => {
  expect(() => parseIndices([text])).toThrow('is no frame of a clip');
});
