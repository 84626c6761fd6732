import { expect, it } from 'vitest';
import { classMapEntries } from './class-map-lines.ts';

it('reads a line an emotion, in lower case; an empty class drops it', () => {
  expect(classMapEntries('Anger = Negative\n\nhappiness=positive\nothers = ')).toEqual({
    anger: 'negative',
    happiness: 'positive',
    others: null,
  });
});

it('says which line cannot be read', () => {
  expect(classMapEntries('anger negative')).toContain('“anger negative”');
  expect(classMapEntries('anger = negative = bad')).toContain('not of the form');
  expect(classMapEntries('anger = negative\nAnger = positive')).toBe('anger stands there twice.');
  expect(classMapEntries('anger = \nfear =')).toBe('Give at least one emotion a class.');
});
