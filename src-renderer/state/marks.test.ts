import { describe, expect, it } from 'vitest';
import { EMPTY_LABEL } from '#shared/domain/label.ts';
import { markRange, marksOf } from './marks.ts';

describe('marksOf', () => {
  it("takes the rater's own mark before the raters' together", () => {
    const clip = { onset: 3, apex: 9, offset: null };
    expect(marksOf({ ...EMPTY_LABEL, apex: 11 }, clip)).toEqual({
      onset: { index: 3, isOwn: false },
      apex: { index: 11, isOwn: true },
      offset: { index: null, isOwn: false },
    });
  });
});

describe('markRange', () => {
  it("keeps onset, apex and offset in order by the rater's own marks", () => {
    const own = { onset: 4, apex: 10, offset: 20 };
    expect(markRange('onset', own, 30)).toEqual([0, 10]);
    expect(markRange('apex', own, 30)).toEqual([4, 20]);
    expect(markRange('offset', own, 30)).toEqual([10, 29]);
  });
  it('leaves the whole clip where nothing is set', () => {
    const own = { onset: null, apex: null, offset: null };
    expect(markRange('apex', own, 30)).toEqual([0, 29]);
    expect(markRange('onset', { ...own, offset: 12 }, 30)).toEqual([0, 12]);
    expect(markRange('offset', { ...own, onset: 5 }, 30)).toEqual([5, 29]);
  });
});
