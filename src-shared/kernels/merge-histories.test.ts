import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HistoryState, latestEntry, mergeHistories } from './merge-histories.ts';

const said = (at: number, state: string | null): HistoryState => ({ at: `2026-01-0${at}`, state });

describe('two histories of a label', () => {
  it('that share their past are the longer one', () => {
    const mine = [said(1, 'a')];
    const theirs = [said(1, 'a'), said(2, 'b')];
    expect(mergeHistories(mine, theirs)).toMatchObject({ news: [said(2, 'b')], isConflict: false });
    expect(mergeHistories(theirs, mine)).toMatchObject({ news: [], latest: said(2, 'b'), isConflict: false });
  });

  it('that both went on differ where they end in different states; the later one holds', () => {
    const mine = [said(1, 'a'), said(3, 'b')];
    const theirs = [said(1, 'a'), said(2, 'c')];
    const merged = mergeHistories(mine, theirs);
    expect(merged).toEqual({
      news: [said(2, 'c')],
      mine: said(3, 'b'),
      theirs: said(2, 'c'),
      latest: said(3, 'b'),
      isConflict: true,
    });
    expect(mergeHistories(mine, [said(2, 'b')]).isConflict).toBe(false);
  });

  it('of the same time: content decides, and a label that was taken away gives way', () => {
    expect(mergeHistories([said(1, 'b')], [said(1, 'a')]).latest).toEqual(said(1, 'b'));
    expect(mergeHistories([said(1, null)], [said(1, 'a')]).latest).toEqual(said(1, 'a'));
    expect(mergeHistories<HistoryState>([], []).latest).toBeNull();
  });
});

const history = fc.array(
  fc.record({ at: fc.constantFrom('1', '2', '3'), state: fc.constantFrom(null, 'a', 'b') }),
  { maxLength: 4 },
);

it('merged in any order, and again, they are the same', () => {
  const merge = (all: readonly (readonly HistoryState[])[]) => {
    const mine: HistoryState[] = [];
    for (const theirs of all) mine.push(...mergeHistories(mine, theirs).news);
    return mine;
  };
  const ordered = (entries: readonly HistoryState[]) => entries.map((entry) => JSON.stringify(entry)).sort();
  fc.assert(
    fc.property(fc.array(history, { minLength: 1, maxLength: 4 }), fc.nat(), (all, turn) => {
      const at = turn % all.length;
      const other = [...all.slice(at), ...all.slice(0, at).reverse(), ...all.slice(0, 1)];
      expect(ordered(merge(other))).toEqual(ordered(merge(all)));
      expect(latestEntry(merge(other))).toEqual(latestEntry(all.flat()));
    }),
  );
});
