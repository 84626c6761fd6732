import { describe, expect, it } from 'vitest';
import { filterInWords } from './filter-words.ts';
import { toggleFacet, toggleFlag } from './library.ts';

describe('toggleFacet', () => {
  it('adds a value, adds another, takes them out, and leaves no empty list behind', () => {
    const one = toggleFacet({}, 'emotions', 'fear');
    const two = toggleFacet(one, 'emotions', null);
    expect(two).toEqual({ emotions: ['fear', null] });
    expect(toggleFacet(two, 'emotions', 'fear')).toEqual({ emotions: [null] });
    expect(toggleFacet({ emotions: [null], text: 'x' }, 'emotions', null)).toEqual({ text: 'x' });
  });
});

describe('toggleFlag', () => {
  it('sets, changes and takes away', () => {
    expect(toggleFlag({}, 'labelledByMe', false)).toEqual({ labelledByMe: false });
    expect(toggleFlag({ labelledByMe: false }, 'labelledByMe', true)).toEqual({ labelledByMe: true });
    expect(toggleFlag({ labelledByMe: true, text: 'x' }, 'labelledByMe', true)).toEqual({ text: 'x' });
  });
});

describe('filterInWords', () => {
  it('says the filter as people would', () => {
    expect(filterInWords({})).toBe('All clips');
    expect(filterInWords({ emotions: ['fear', null], labelledByMe: false, subjects: ['S03'] })).toBe(
      'fear or no emotion · subject S03 · not yet labelled by me',
    );
    expect(filterInWords({ subjects: ['1', '2', '3', '4', '5'] })).toBe('subject 1 or subject 2 or 3 more');
    expect(filterInWords({ text: 'EP0', mediaMissing: true })).toBe('media missing · name has “EP0”');
  });
});
