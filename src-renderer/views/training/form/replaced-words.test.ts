import { expect, test } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { replacedWords } from './replaced-words.ts';

const ids = (...numbers: number[]) => numbers.map((id) => clipId.parse(id));

test.each([
  [null, null],
  [ids(1, 2), ids(2, 1)],
])('the same clips need no word', (named, filtered) => {
  expect(replacedWords('a.json', named, filtered)).toBe('The form holds a.json.');
});

test.each([
  [null, ids(1, 2, 3), /it names all of the project; the library's filter leaves 3/],
  [ids(1, 2), null, /it names 2 of its own; .* all of the project are used/],
  [ids(1, 2), ids(1, 3), /it names 2 of its own; the library's filter leaves 2/],
])('other clips are told', (named, filtered, words) => {
  expect(replacedWords('a.json', named, filtered)).toMatch(words);
});
