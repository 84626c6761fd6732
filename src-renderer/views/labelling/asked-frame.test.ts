import { describe, expect, it } from 'vitest';
import { askedFrame } from './asked-frame.ts';

/** Of img46.jpg, img47.jpg and, after a gap, img50.jpg. */
const NUMBERS = [46, 47, 50];

describe('askedFrame', () => {
  it.each([
    ['0', 0],
    [' 2 ', 2],
    ['#50', 2],
    ['# 46', 0],
  ])('finds frame %s', (text, index) => {
    expect(askedFrame(text, 3, NUMBERS)).toEqual({ index, failure: null });
  });
  it.each([
    ['3', /indices 0 to 2/],
    ['-1', /indices 0 to 2/],
    ['#48', /no frame with the source number 48/],
    ['1.5', /Type an index/],
    ['', /Type an index/],
  ])('says why %s is none', (text, why) => {
    expect(askedFrame(text, 3, NUMBERS)).toEqual({ index: null, failure: expect.stringMatching(why) });
  });
});
