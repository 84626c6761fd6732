import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Catalog, LabelKey } from '#main/catalog/index.ts';
import { addSamples, clipIdOf, temporaryCatalog } from '#main/catalog/test-support.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { type ClipId, type RaterId, runId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelChange, type LabelValues } from '#shared/domain/label.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { setLabel, takeStep, undoState } from './ledger.ts';
import { saidBy } from './values.ts';

interface Desk {
  readonly catalog: Catalog;
  readonly clip: ClipId;
  readonly ada: RaterId;
  /** Ada's label of the clip. */
  readonly key: LabelKey;
  set(change: LabelChange, mergeKey?: string | null): LabelValues | null;
  undo(): LabelValues | null;
  redo(): LabelValues | null;
}

/** Ada, about to label a clip of 10 frames that a sheet has coded as fear. */
function newDesk(): Desk {
  const catalog = temporaryCatalog();
  addSamples(
    catalog,
    [{ name: 'S01_02' }, { name: 'S01_03' }],
    [{ clip: 'S01_02', rater: 'sheet', emotion: 'fear', onset: 1, apex: 4, offset: 8 }],
  );
  const clip = clipIdOf(catalog, 'S01_02');
  const ada = catalog.write.raters.enterPerson('Ada');
  return {
    catalog,
    clip,
    ada,
    key: { clipId: clip, raterId: ada, round: 1 },
    set: (change, mergeKey = null) =>
      saidBy(setLabel(catalog, { ...own(clip, ada), change, mergeKey }).label),
    undo: () => saidBy(takeStep(catalog, ada, 'undo').label),
    redo: () => saidBy(takeStep(catalog, ada, 'redo').label),
  };
}

const own = (clipId: ClipId, raterId: RaterId) => ({ clipId, raterId, round: 1, as: 'own' as const });
const values = (said: Partial<LabelValues>): LabelValues => ({ ...EMPTY_LABEL, ...said });

describe('setting a label', () => {
  it('changes the given fields and keeps the others', () => {
    const { set } = newDesk();
    expect(set({ intensity: 0.4 })).toEqual(values({ intensity: 0.4 }));
    expect(set({ emotion: 'fear', note: 'brow' })).toEqual(
      values({ intensity: 0.4, emotion: 'fear', note: 'brow' }),
    );
    expect(set({ intensity: null })).toEqual(values({ emotion: 'fear', note: 'brow' }));
  });

  it('that ends with nothing said is no label any more', () => {
    const { set, catalog, clip, ada } = newDesk();
    set({ intensity: 0.4 });
    expect(set({ intensity: null })).toBeNull();
    expect(catalog.read.labels.get(clip, ada, 1)).toBeNull();
    expect(undoState(catalog, ada).undo).toBe('intensity of clip S01_02: 0.4 → none');
  });

  it('is no step where nothing changes', () => {
    const { set, catalog, clip, ada } = newDesk();
    set({ intensity: 0.4 });
    set({ intensity: 0.4 });
    expect(catalog.read.history.ofClip(clip).filter(({ raterName }) => raterName === 'Ada')).toHaveLength(1);
    expect(undoState(catalog, ada)).toEqual({ undo: 'intensity of clip S01_02: none → 0.4', redo: null });
  });

  it('tells of a status that was not there before that it is new', () => {
    const { set, undo, catalog, ada } = newDesk();
    set({ emotion: 'fear', status: 'draft' });
    expect(undoState(catalog, ada).undo).toBe('status, emotion of clip S01_02: none → draft, none → fear');
    undo();
    set({ status: 'skipped', skipReason: 'blurred' });
    expect(undoState(catalog, ada).undo).toBe(
      'status, reason to skip of clip S01_02: none → skipped, none → blurred',
    );
    set({ status: 'submitted', intensity: 0.5 });
    expect(undoState(catalog, ada).undo).toMatch(/^status, .*: skipped → submitted, /);
  });

  it('by hand makes an estimated apex a coded one', () => {
    const { set, catalog, key } = newDesk();
    const estimated = values({ apex: 4, apexEstimated: true });
    catalog.write.labels.put(key, estimated, '2026-01-01T00:00:00.000Z');
    expect(set({ intensity: 0.1 })).toMatchObject({ apexEstimated: true });
    expect(set({ apex: 4 })).toMatchObject({ apex: 4, apexEstimated: false });
  });

  it.each<[LabelChange, string]>([
    [{ apex: 10 }, "Clip S01_02: The apex (frame 10) is past the clip's last frame (9)."],
    [{ onset: 5, apex: 4 }, 'Clip S01_02: The onset (frame 5) comes after the apex (frame 4).'],
    [{ emotion: 'joy' }, 'This project has no emotion joy: add it first.'],
  ])('refuses %j and leaves everything as it was', (change, message) => {
    const { set, catalog, clip, ada } = newDesk();
    set({ intensity: 0.4 });
    expect(() => set(change)).toThrow(new OnsetError('bad-input', message));
    expect(saidBy(catalog.read.labels.get(clip, ada, 1))).toEqual(values({ intensity: 0.4 }));
    expect(undoState(catalog, ada).undo).toBe('intensity of clip S01_02: none → 0.4');
  });

  it('refuses labels of sources, strangers and unknown clips', () => {
    const { catalog, clip, ada } = newDesk();
    const sheet = catalog.read.raters.find('sheet');
    const change = { intensity: 0.1 };
    const set = (clipId: number, raterId: number) =>
      // The ids are made up on purpose.
      setLabel(catalog, { ...own(clipId as ClipId, raterId as RaterId), change, mergeKey: null });
    expect(() => set(clip, sheet?.id ?? 0)).toThrow('not set by hand');
    expect(() => set(clip, 77)).toThrow('no rater 77');
    expect(() => set(77, ada)).toThrow('no clip 77');
  });
});

describe('one gesture', () => {
  it('is one step and one row of the history', () => {
    const { set, undo, catalog, clip, ada } = newDesk();
    set({ intensity: 0.1 });
    set({ intensity: 0.2 }, 'drag');
    set({ intensity: 0.5 }, 'drag');
    set({ intensity: 0.7 }, 'drag');
    expect(undoState(catalog, ada).undo).toBe('intensity of clip S01_02: 0.1 → 0.7');
    const rows = catalog.read.history.ofClip(clip).filter(({ raterName }) => raterName === 'Ada');
    expect(rows.map(({ before, after }) => [before?.intensity, after?.intensity])).toEqual([
      [0.1, 0.7],
      [undefined, 0.1],
    ]);
    expect(undo()).toEqual(values({ intensity: 0.1 }));
  });

  it('that ends where it began leaves no step', () => {
    const { set, catalog, clip, ada } = newDesk();
    set({ intensity: 0.1 });
    set({ intensity: 0.2 }, 'drag');
    set({ intensity: 0.1 }, 'drag');
    expect(undoState(catalog, ada).undo).toBe('intensity of clip S01_02: none → 0.1');
    expect(catalog.read.history.ofClip(clip).filter(({ raterName }) => raterName === 'Ada')).toHaveLength(1);
  });

  it('is not gone on with after an undo', () => {
    const { set, undo } = newDesk();
    set({ intensity: 0.2 }, 'drag');
    set({ note: 'x' });
    undo();
    set({ intensity: 0.6 }, 'drag');
    expect(undo()).toEqual(values({ intensity: 0.2 }));
  });
});

describe('undo and redo', () => {
  it('are told in words', () => {
    const { set, undo, catalog, ada } = newDesk();
    set({ emotion: 'fear', onset: 1, apex: 3 });
    set({ onset: 2, note: 'a very long note that nobody wants in a tooltip' });
    undo();
    expect(undoState(catalog, ada)).toEqual({
      undo: 'emotion, onset, apex of clip S01_02: none → fear, none → 1, none → 3',
      redo: 'onset, note of clip S01_02: 1 → 2, none → a very long note that nobody w…',
    });
  });

  it('have nothing to do without saying so loudly', () => {
    const { catalog, ada } = newDesk();
    const nothing = { label: null, clipId: null, undo: { undo: null, redo: null } };
    expect(takeStep(catalog, ada, 'undo')).toEqual(nothing);
    expect(takeStep(catalog, ada, 'redo')).toEqual(nothing);
  });

  it('leave alone what somebody else changed since', () => {
    const { set, undo, redo, catalog, key, ada } = newDesk();
    set({ intensity: 0.4 });
    set({ intensity: 0.7 });
    const put = (said: Partial<LabelValues>) =>
      catalog.write.labels.put(key, values(said), '2026-01-01T00:00:00.000Z');
    put({ intensity: 0.7, note: 'theirs' });
    expect(undo()).toEqual(values({ intensity: 0.4, note: 'theirs' }));
    put({ intensity: 0.9, note: 'theirs' });
    expect(undoState(catalog, ada)).toEqual({
      undo: 'intensity of clip S01_02: none → 0.4 (somebody has changed it since: it stays)',
      redo: 'intensity of clip S01_02: 0.4 → 0.7 (somebody has changed it since: it stays)',
    });
    expect(redo()).toEqual(values({ intensity: 0.9, note: 'theirs' }));
    expect(undo()).toEqual(values({ intensity: 0.9, note: 'theirs' }));
  });

  it('leave the marks where they would not fit what somebody else marked', () => {
    const { set, undo, catalog, key } = newDesk();
    set({ onset: 1, apex: 5 });
    set({ apex: 3 });
    catalog.write.labels.put(key, values({ apex: 3, offset: 4 }), '2026-01-01T00:00:00.000Z');
    // The apex would go back to frame 5, past the offset.
    expect(undo()).toEqual(values({ apex: 3, offset: 4 }));
  });

  it('write their own rows into the history', () => {
    const { set, undo, redo, catalog, clip } = newDesk();
    set({ intensity: 0.4 });
    undo();
    redo();
    const rows = catalog.read.history.ofClip(clip).filter(({ raterName }) => raterName === 'Ada');
    expect(rows.map(({ cause }) => cause)).toEqual(['redo', 'undo', 'edit']);
  });
});

describe('what is adjudicated', () => {
  const adjudicate = (
    catalog: Catalog,
    clipId: ClipId,
    raterId: RaterId,
    intensity: number | null,
    mergeKey: string | null = null,
  ) =>
    setLabel(catalog, { clipId, raterId, round: 2, as: 'adjudicated', change: { intensity }, mergeKey })
      .label;

  it('is one label of the project, whoever decides it; each takes back their own part', () => {
    const { catalog, clip, ada, undo } = newDesk();
    const bob = catalog.write.raters.enterPerson('Bob');
    expect(adjudicate(catalog, clip, ada, 0.25)).toMatchObject({ raterName: 'Adjudicated', round: 1 });
    setLabel(catalog, { ...own(clip, bob), as: 'adjudicated', change: { note: 'sure' }, mergeKey: null });
    expect(undo()).toEqual(values({ note: 'sure' }));
    expect(catalog.read.labels.list([clip]).map(({ raterName }) => raterName)).toEqual([
      'sheet',
      'Adjudicated',
    ]);
  });

  it('loses no row of another adjudicator where a drag goes on over theirs', () => {
    const { catalog, clip, ada } = newDesk();
    const bob = catalog.write.raters.enterPerson('Bob');
    adjudicate(catalog, clip, ada, 0.1);
    adjudicate(catalog, clip, ada, 0.2, 'drag');
    adjudicate(catalog, clip, bob, 0.9);
    adjudicate(catalog, clip, bob, 0.2);
    adjudicate(catalog, clip, ada, 0.4, 'drag');
    adjudicate(catalog, clip, ada, 0.1, 'drag');
    const rows = catalog.read.history.ofClip(clip).filter(({ raterName }) => raterName === 'Adjudicated');
    expect(rows.reverse().map(({ actorName, after }) => [actorName, after?.intensity])).toEqual([
      ['Ada', 0.1],
      ['Ada', 0.2],
      ['Bob', 0.9],
      ['Bob', 0.2],
      ['Ada', 0.1],
    ]);
  });
});

it('one adjudicator takes back no decision that another has made since', () => {
  const { catalog, clip, ada } = newDesk();
  const bob = catalog.write.raters.enterPerson('Bob');
  for (const emotion of ['anger', 'joy']) catalog.write.emotions.add(emotion);
  const adjudicate = (raterId: RaterId, change: LabelChange) =>
    setLabel(catalog, { ...own(clip, raterId), as: 'adjudicated', change, mergeKey: null });
  const decided = () => catalog.read.labels.list([clip]).find(({ raterKind }) => raterKind === 'adjudicated');
  adjudicate(ada, { emotion: 'anger' });
  adjudicate(bob, { emotion: 'fear' });
  takeStep(catalog, ada, 'undo');
  expect(decided()).toMatchObject({ emotion: 'fear' });
  takeStep(catalog, bob, 'undo');
  expect(decided()).toMatchObject({ emotion: 'anger' });
  adjudicate(bob, { distribution: { fear: 0.75, joy: 0.25 } });
  takeStep(catalog, ada, 'undo');
  expect(decided()).toMatchObject({ emotion: 'fear', distribution: { fear: 0.75, joy: 0.25 } });
});

it('what is adjudicated may be of the main scheme, also where others were of a former one', () => {
  const { catalog, clip, ada } = newDesk();
  const adjudicate = (emotion: string) =>
    setLabel(catalog, { ...own(clip, ada), as: 'adjudicated', change: { emotion }, mergeKey: null }).label;
  const together = () => catalog.read.summaries.ofClips([clip]).get(clip)?.emotion;
  adjudicate('fear');
  const { schemes, labels } = catalog.write;
  schemes.add('three', ['negative', 'positive']);
  schemes.putClassMap({ name: 'map', from: 'emotions', to: 'three', entries: { fear: 'negative' } });
  schemes.setMain('three');
  labels.refreshSummaries();
  expect(together()).toBe('negative');
  expect(adjudicate('positive')).toMatchObject({ emotion: 'positive' });
  expect(together()).toBe('positive');
  // A rater's own word is taken as it is.
  expect(adjudicate('fear')).toMatchObject({ emotion: 'fear' });
  expect(together()).toBe('negative');
  expect(() => adjudicate('joy')).toThrow('no emotion joy');
  const rows = catalog.read.history.ofClip(clip).filter(({ raterName }) => raterName === 'Adjudicated');
  expect(rows.map(({ after }) => after?.emotion)).toEqual(['fear', 'positive', 'fear']);
});

it('a drag that goes on after a run took the labels leaves the state the run names', () => {
  const { set, catalog, clip } = newDesk();
  set({ intensity: 0.1 }, 'drag');
  const version = catalog.read.history.version();
  set({ intensity: 0.2 }, 'drag');
  expect(catalog.read.history.version()).toBeGreaterThan(version);
  expect(adaRows(catalog, clip)).toEqual([0.2]);
  set({ intensity: 0.2 }, 'drag');
  pinRun(catalog, catalog.read.history.version());
  set({ intensity: 0.3 }, 'drag');
  expect(adaRows(catalog, clip)).toEqual([0.2, 0.3]);
});

it('a clock that is set back changes no order', () => {
  vi.useFakeTimers({ now: new Date('2026-05-02T12:00:00Z'), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { set, catalog, clip } = newDesk();
  set({ intensity: 0.1 });
  vi.setSystemTime(new Date('2026-05-01T12:00:00Z'));
  set({ intensity: 0.2 });
  set({ note: 'late' });
  expect(adaRows(catalog, clip)).toEqual([0.1, 0.2, 0.2]);
});

it('a rater whose emotions are of another scheme than the main one goes on in theirs', () => {
  const { set, catalog } = newDesk();
  set({ emotion: 'fear' });
  catalog.write.schemes.add('three', ['negative', 'positive']);
  catalog.write.schemes.setMain('three');
  expect(() => set({ emotion: 'negative' })).toThrow(
    'Ada gives the emotions of the scheme emotions, which has no negative',
  );
  expect(() => set({ distribution: { joy: 1 } })).toThrow('no emotion joy: add it first');
  expect(set({ emotion: null })).toBeNull();
  expect(set({ emotion: 'fear' })).toMatchObject({ emotion: 'fear' });
  expect(catalog.read.raters.find('Bob')).toBeNull();
  catalog.write.raters.enterPerson('Bob');
  expect(catalog.read.raters.find('Bob')).toMatchObject({ scheme: 'three' });
});

function adaRows(catalog: Catalog, clip: ClipId) {
  const rows = catalog.read.history.ofClip(clip).filter(({ raterName }) => raterName === 'Ada');
  return rows.reverse().map(({ after }) => after?.intensity);
}

/** As a run that has just frozen its data. */
function pinRun(catalog: Catalog, labelVersion: number): void {
  catalog.write.runs.create({
    id: runId.parse('20261122-140302-emotion'),
    createdAt: '2026-11-22T14:03:02.000Z',
    spec: defaultRunSpec('emotion'),
    classes: [],
    folds: [],
    leftOut: [],
    subjectIndependent: true,
    labelVersion,
    clips: [],
  });
}
