import { describe, expect, it } from 'vitest';
import type { Catalog } from '#main/catalog/index.ts';
import { addSamples, clipIdOf, temporaryCatalog } from '#main/catalog/test-support.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelChange } from '#shared/domain/label.ts';
import { restoreLabel, setLabel, takeStep, undoState } from './ledger.ts';
import { setTrace, tracesOf } from './traces.ts';
import { revealedTo, takenBy, visibleTo } from './visibility.ts';

interface Desk {
  readonly catalog: Catalog;
  readonly clip: ClipId;
  readonly ada: RaterId;
  readonly bob: RaterId;
  set(raterId: RaterId, change: LabelChange, round?: number): string;
  adjudicate(raterId: RaterId, change: LabelChange): string;
  /** Whose labels of the clip the rater sees. */
  seenBy(raterId: RaterId | null, round?: number): string[];
}

/** Ada and Bob in a blind project with one clip of 10 frames that nobody labelled. */
function blindDesk(): Desk {
  const catalog = temporaryCatalog();
  addSamples(catalog, [{ name: 'S01_02' }]);
  catalog.write.emotions.add('fear');
  catalog.write.project.setBlind(true);
  const clip = clipIdOf(catalog, 'S01_02');
  const [ada, bob] = [catalog.write.raters.enterPerson('Ada'), catalog.write.raters.enterPerson('Bob')];
  return {
    ...{ catalog, clip, ada, bob },
    set: (raterId, change, round = 1) =>
      setLabel(catalog, { clipId: clip, raterId, round, as: 'own', change, mergeKey: null }).label.status,
    adjudicate: (raterId, change) =>
      setLabel(catalog, { clipId: clip, raterId, round: 1, as: 'adjudicated', change, mergeKey: null }).label
        .status,
    seenBy: (raterId, round = 1) =>
      catalog.read.labels
        .list([clip])
        .filter(visibleTo(catalog, raterId, round))
        .map(({ raterName }) => raterName),
  };
}

describe('in a blind project', () => {
  it('a new label is a draft until it is submitted, and drafts are nobody else’s', () => {
    const { set, seenBy, ada, bob, catalog, clip } = blindDesk();
    expect(set(ada, { emotion: 'fear' })).toBe('draft');
    expect(set(bob, { intensity: 0.5 })).toBe('draft');
    expect(catalog.read.summaries.ofClips([clip]).size).toBe(0);
    expect(set(ada, { status: 'submitted' })).toBe('submitted');
    expect(seenBy(ada)).toEqual(['Ada']);
    expect(seenBy(bob)).toEqual(['Bob']);
    expect(seenBy(null)).toEqual([]);
    set(bob, { status: 'submitted' });
    expect(seenBy(ada)).toEqual(['Ada', 'Bob']);
    expect(seenBy(bob)).toEqual(['Ada', 'Bob']);
    expect(seenBy(null)).toEqual([]);
  });

  it('who skips a clip sees the others, and says nothing of it any more', () => {
    const { set, seenBy, ada, bob } = blindDesk();
    set(ada, { emotion: 'fear', status: 'submitted' });
    set(bob, { status: 'skipped', skipReason: 'blurred' });
    expect(seenBy(bob)).toEqual(['Ada', 'Bob']);
    expect(() => set(bob, { emotion: 'fear' })).toThrow('stays as it was said');
  });

  it('a label is closed once others may have been seen; until then it may change', () => {
    const { set, ada, bob, catalog } = blindDesk();
    set(ada, { emotion: 'fear', status: 'submitted' });
    set(ada, { intensity: 0.5 });
    set(bob, { intensity: 1 });
    set(ada, { intensity: 0.75 });
    set(bob, { status: 'submitted' });
    expect(() => set(ada, { intensity: 1 })).toThrow('stays as it was said');
    expect(() => set(bob, { intensity: 0.5 })).toThrow('stays as it was said');
    expect(takeStep(catalog, bob, 'undo')).toEqual({
      ...{ label: null, clipId: null },
      undo: { undo: null, redo: null },
    });
    expect(catalog.read.labels.list(null).map(({ intensity, status }) => [intensity, status])).toEqual([
      [0.75, 'submitted'],
      [1, 'submitted'],
    ]);
  });

  it('undo passes over what is closed, and says which step it takes', () => {
    const { set, ada, bob, catalog, clip } = blindDesk();
    addSamples(catalog, [{ name: 'S01_03' }]);
    const other = clipIdOf(catalog, 'S01_03');
    set(ada, { intensity: 0.25 });
    setLabel(catalog, {
      ...{ clipId: other, raterId: ada, round: 1, as: 'own', mergeKey: null },
      change: { emotion: 'fear', status: 'submitted' },
    });
    set(ada, { intensity: 0.5 });
    set(ada, { status: 'submitted' });
    expect(undoState(catalog, ada).undo).toContain('S01_02');
    set(bob, { intensity: 1, status: 'submitted' });
    expect(undoState(catalog, ada)).toEqual({
      undo: 'emotion of clip S01_03: none → fear',
      redo: null,
    });
    expect(takeStep(catalog, ada, 'undo')).toMatchObject({
      label: null,
      clipId: other,
      undo: { undo: null },
    });
    expect(takeStep(catalog, ada, 'undo').clipId).toBeNull();
    expect(catalog.read.labels.get(clip, ada, 1)).toMatchObject({ intensity: 0.5, status: 'submitted' });
    expect(takeStep(catalog, ada, 'redo')).toMatchObject({ label: { emotion: 'fear' }, clipId: other });
    expect(takeStep(catalog, ada, 'redo').clipId).toBeNull();
    // An open project takes the rest back too.
    catalog.write.project.setBlind(false);
    expect(takeStep(catalog, ada, 'undo')).toMatchObject({ label: { status: 'draft' }, clipId: clip });
  });

  it('a label of a later round than the rater’s is hidden from them, and all of them while they rate again', () => {
    const { set, seenBy, ada, bob } = blindDesk();
    set(ada, { emotion: 'fear', status: 'submitted' });
    set(bob, { emotion: 'fear', status: 'submitted' });
    set(bob, { emotion: 'fear', status: 'submitted' }, 2);
    expect(seenBy(ada)).toEqual(['Ada', 'Bob']);
    set(ada, { emotion: 'fear' }, 2);
    expect([seenBy(ada), seenBy(ada, 2)]).toEqual([
      ['Ada', 'Ada'],
      ['Ada', 'Ada'],
    ]);
    set(ada, { status: 'submitted' }, 2);
    expect(seenBy(ada, 2)).toEqual(['Ada', 'Ada', 'Bob', 'Bob']);
  });

  it('a later round opens no former one, and is blind itself', () => {
    const { set, seenBy, ada, bob } = blindDesk();
    set(ada, { emotion: 'fear', status: 'submitted' });
    set(bob, { status: 'skipped' }, 2);
    expect(seenBy(bob, 2)).toEqual(['Ada', 'Bob']);
    expect(() => set(bob, { emotion: 'fear' })).toThrow('stays as it was said');
    expect(set(ada, { emotion: 'fear' }, 2)).toBe('draft');
    expect(seenBy(ada, 2)).toEqual(['Ada', 'Ada']);
  });

  it('who has rated a clip may adjudicate it, though their own label is closed; others may not', () => {
    const { set, adjudicate, ada, bob, catalog, clip } = blindDesk();
    const eve = catalog.write.raters.enterPerson('Eve');
    set(ada, { intensity: 0, status: 'submitted' });
    set(bob, { intensity: 1, status: 'submitted' });
    expect(() => adjudicate(eve, { intensity: 0.5 })).toThrow('Say what you see first');
    expect(adjudicate(ada, { intensity: 0.5 })).toBe('submitted');
    adjudicate(ada, { intensity: 0.25 });
    takeStep(catalog, ada, 'undo');
    expect(catalog.read.summaries.ofClips([clip]).get(clip)).toMatchObject({ intensity: 0.5, raterCount: 2 });
    const decided = catalog.read.history.ofClip(clip).find(({ after }) => after?.intensity === 0.25);
    const restored = { clipId: clip, historyId: decided?.id ?? 0 };
    expect(() => restoreLabel(catalog, { ...restored, raterId: eve })).toThrow('Say what you see first');
    expect(restoreLabel(catalog, { ...restored, raterId: bob }).label).toMatchObject({ intensity: 0.25 });
  });

  it('traces are hidden and closed with the labels they belong to', () => {
    const { set, ada, bob, catalog, clip } = blindDesk();
    const draw = (raterId: RaterId, value: number) =>
      setTrace(catalog, {
        ...{ clipId: clip, raterId, round: 1, name: 'intensity', mergeKey: null },
        values: { interpolation: 'linear', points: [[0, value]] },
      });
    const seen = (raterId: RaterId | null) =>
      tracesOf(catalog, { clipId: clip, raterId, round: 1 }).map(({ raterName }) => raterName);
    draw(ada, 0.5);
    draw(bob, 1);
    expect([seen(ada), seen(bob), seen(null)]).toEqual([['Ada'], ['Bob'], []]);
    set(ada, { emotion: 'fear', status: 'submitted' });
    // Bob has drawn, but not submitted.
    expect([seen(ada), seen(bob)]).toEqual([['Ada'], ['Bob']]);
    set(bob, { emotion: 'fear', status: 'submitted' });
    expect([seen(ada), seen(bob)]).toEqual([
      ['Ada', 'Bob'],
      ['Ada', 'Bob'],
    ]);
    expect(() => draw(ada, 0.75)).toThrow('stays as it was said');
  });
});

it('in an open project everything submitted is seen by everybody', () => {
  const { catalog, clip, ada, bob, set, seenBy } = blindDesk();
  catalog.write.project.setBlind(false);
  expect(set(ada, { emotion: 'fear' })).toBe('submitted');
  set(bob, { emotion: 'fear', status: 'draft' });
  expect([seenBy(ada), seenBy(bob), seenBy(null)]).toEqual([['Ada'], ['Ada', 'Bob'], ['Ada']]);
  expect(revealedTo(catalog, null, 1)(clip)).toBe(true);
});

describe('what leaves a blind project', () => {
  const taken = ({ catalog, clip }: Desk, asker: RaterId | null) =>
    catalog.read.labels
      .list([clip])
      .filter(takenBy(catalog, asker))
      .map(({ raterName, round }) => `${raterName} ${round}`);

  it('is all for the command line, for others their own and what they may see', () => {
    const desk = blindDesk();
    desk.set(desk.ada, { emotion: 'fear', status: 'submitted' });
    desk.set(desk.bob, { emotion: 'fear' });
    expect(taken(desk, null)).toEqual(['Ada 1', 'Bob 1']);
    expect(taken(desk, desk.ada)).toEqual(['Ada 1']);
    expect(taken(desk, desk.bob)).toEqual(['Bob 1']);
    desk.set(desk.bob, { status: 'submitted' });
    expect(taken(desk, desk.ada)).toEqual(['Ada 1', 'Bob 1']);
    expect(taken(desk, desk.bob)).toEqual(['Ada 1', 'Bob 1']);
  });

  it('holds nothing of a later round than the asker’s, and nothing while they rate again', () => {
    const desk = blindDesk();
    desk.set(desk.ada, { emotion: 'fear', status: 'submitted' });
    desk.set(desk.bob, { emotion: 'fear', status: 'submitted' });
    desk.set(desk.bob, { emotion: 'fear', status: 'submitted' }, 2);
    expect(taken(desk, desk.ada)).toEqual(['Ada 1', 'Bob 1']);
    desk.set(desk.ada, { emotion: 'fear' }, 2);
    expect(taken(desk, desk.ada)).toEqual(['Ada 1', 'Ada 2']);
    desk.set(desk.ada, { status: 'submitted' }, 2);
    expect(taken(desk, desk.ada)).toEqual(['Ada 1', 'Ada 2', 'Bob 1', 'Bob 2']);
  });

  it('is all of it where the project is open', () => {
    const desk = blindDesk();
    desk.set(desk.bob, { emotion: 'fear' });
    desk.catalog.write.project.setBlind(false);
    expect(taken(desk, desk.ada)).toEqual(['Bob 1']);
  });
});
