import { expect, it } from 'vitest';
import { relinkedInWords } from './relinked-words.ts';

it('says what was found and what is still missing', () => {
  const report = { found: ['a'], missing: ['b', 'c'], different: [] };
  expect(relinkedInWords(report)).toBe('1 clip found again. 2 clips still without media.');
});

it('says so where nothing was found', () => {
  const report = { found: [], missing: ['b'], different: ['b/1.png is another picture.'] };
  expect(relinkedInWords(report)).toBe('No clip was found there. 1 clip still without media.');
});

it('says so where nothing was missing', () => {
  expect(relinkedInWords({ found: [], missing: [], different: [] })).toBe(
    'All media are where they should be.',
  );
});
