import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Catalog, openCatalog } from '#main/catalog/index.ts';
import { addSamples, clipIdOf, temporaryCatalog, temporaryFolder } from '#main/catalog/test-support.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelChange, type LabelValues } from '#shared/domain/label.ts';
import { setLabel, takeStep, undoState } from './ledger.ts';
import { saidBy } from './values.ts';

interface Desk {
  readonly catalog: Catalog;
  readonly clip: ClipId;
  readonly ada: RaterId;
  set(change: LabelChange, mergeKey?: string): LabelValues | null;
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
    set: (change, mergeKey) =>
      saidBy(setLabel(catalog, { clipId: clip, raterId: ada, change, mergeKey: mergeKey ?? null }).label),
    undo: () => saidBy(takeStep(catalog, ada, 'undo').label),
    redo: () => saidBy(takeStep(catalog, ada, 'redo').label),
  };
}

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
    expect(catalog.read.labels.get(clip, ada)).toBeNull();
    expect(undoState(catalog, ada).undo).toBe('intensity of clip S01_02: 0.4 → none');
  });

  it('is no step where nothing changes', () => {
    const { set, catalog, clip, ada } = newDesk();
    set({ intensity: 0.4 });
    set({ intensity: 0.4 });
    expect(catalog.read.labels.history(clip).filter(({ raterName }) => raterName === 'Ada')).toHaveLength(1);
    expect(undoState(catalog, ada)).toEqual({ undo: 'intensity of clip S01_02: none → 0.4', redo: null });
  });

  it('by hand makes an estimated apex a coded one', () => {
    const { set, catalog, clip, ada } = newDesk();
    const estimated = values({ apex: 4, apexEstimated: true });
    catalog.write.labels.put(clip, ada, estimated, '2026-01-01T00:00:00.000Z');
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
    expect(saidBy(catalog.read.labels.get(clip, ada))).toEqual(values({ intensity: 0.4 }));
    expect(undoState(catalog, ada).undo).toBe('intensity of clip S01_02: none → 0.4');
  });

  it('refuses labels of sources, strangers and unknown clips', () => {
    const { catalog, clip, ada } = newDesk();
    const sheet = catalog.read.raters.find('sheet');
    const change = { intensity: 0.1 };
    const set = (clipId: number, raterId: number) =>
      // The ids are made up on purpose.
      setLabel(catalog, { clipId: clipId as ClipId, raterId: raterId as RaterId, change, mergeKey: null });
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
    const rows = catalog.read.labels.history(clip).filter(({ raterName }) => raterName === 'Ada');
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
    expect(catalog.read.labels.history(clip).filter(({ raterName }) => raterName === 'Ada')).toHaveLength(1);
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
    const { set, undo, redo, catalog, clip, ada } = newDesk();
    set({ intensity: 0.4 });
    set({ intensity: 0.7 });
    catalog.write.labels.put(
      clip,
      ada,
      values({ intensity: 0.9, note: 'theirs' }),
      '2026-01-01T00:00:00.000Z',
    );
    expect(undo()).toEqual(values({ intensity: 0.4, note: 'theirs' }));
    expect(redo()).toEqual(values({ intensity: 0.7, note: 'theirs' }));
  });

  it('take the marks together where one alone would not fit', () => {
    const { set, undo, catalog, clip, ada } = newDesk();
    set({ onset: 1, apex: 5 });
    set({ apex: 3 });
    catalog.write.labels.put(clip, ada, values({ onset: 6, apex: 7 }), '2026-01-01T00:00:00.000Z');
    // The apex alone would go back to frame 5, before the onset.
    expect(undo()).toEqual(values({ onset: 1, apex: 5 }));
  });

  it('write their own rows into the history', () => {
    const { set, undo, redo, catalog, clip } = newDesk();
    set({ intensity: 0.4 });
    undo();
    redo();
    const rows = catalog.read.labels.history(clip).filter(({ raterName }) => raterName === 'Ada');
    expect(rows.map(({ cause }) => cause)).toEqual(['redo', 'undo', 'edit']);
  });
});

type Step =
  | {
      readonly do: 'set';
      readonly change: LabelChange;
      readonly clip: number;
      readonly mergeKey: string | null;
    }
  | { readonly do: 'undo' | 'redo' };

/** The plainest undo there is: every state kept whole, and a place among them. `keys[i]` made `states[i]`. */
class Model {
  states: Map<number, LabelValues>[] = [new Map()];
  keys: (string | null)[] = [null];
  at = 0;

  set(clip: number, change: LabelChange, mergeKey: string | null): void {
    const present = this.states[this.at] ?? new Map();
    const byHand = change.apex === undefined ? {} : { apexEstimated: false };
    const changed = { ...EMPTY_LABEL, ...present.get(clip), ...change, ...byHand };
    const next = new Map(present).set(clip, changed);
    if (same(next, present)) return;
    const merges = mergeKey !== null && this.at > 0 && this.keys[this.at] === `${clip} ${mergeKey}`;
    const kept = merges ? this.at : this.at + 1;
    this.states.length = this.keys.length = kept;
    if (!merges || !same(next, this.states[kept - 1] ?? new Map())) {
      this.states.push(next);
      this.keys.push(mergeKey === null ? null : `${clip} ${mergeKey}`);
    }
    this.at = this.states.length - 1;
  }

  move(by: 1 | -1): void {
    const to = this.at + by;
    if (to < 0 || to >= this.states.length) return;
    this.at = to;
    this.keys[to] = null;
  }

  present(clip: number): LabelValues | null {
    return saidBy(this.states[this.at]?.get(clip) ?? null);
  }
}

function same(a: Map<number, LabelValues>, b: Map<number, LabelValues>): boolean {
  const filled = (map: Map<number, LabelValues>) =>
    [0, 1].map((clip) => JSON.stringify({ ...EMPTY_LABEL, ...map.get(clip) })).join();
  return filled(a) === filled(b);
}

const change = fc.oneof(
  fc.record({ intensity: fc.constantFrom(null, 0, 0.5, 1) }),
  fc.record({ emotion: fc.constantFrom(null, 'fear', 'anger') }),
  fc.record({ note: fc.constantFrom('', 'a', 'b') }),
  fc.record({ onset: fc.constantFrom(null, 0, 1), apex: fc.constantFrom(null, 2, 3) }),
  fc.record({ apex: fc.constantFrom(null, 2, 3) }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      clip: fc.constantFrom(0, 1),
      change,
      mergeKey: fc.constantFrom(null, null, 'drag', 'type'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }) },
);
const session = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ rater: fc.constantFrom(0, 1), step }) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  ),
  { minLength: 5, maxLength: 40 },
);

it('any labelling by two raters, with restarts, is what the plainest undo makes of it', () => {
  const folder = temporaryFolder();
  let count = 0;
  fc.assert(
    fc.property(session, (steps) => {
      const file = join(folder, `${count++}.sqlite`);
      let catalog = openCatalog(file, { mode: 'create' });
      addSamples(
        catalog,
        [{ name: 'a' }, { name: 'b' }],
        [
          { clip: 'a', rater: 'sheet', emotion: 'fear' },
          { clip: 'b', rater: 'sheet', emotion: 'anger' },
        ],
      );
      const clips = [clipIdOf(catalog, 'a'), clipIdOf(catalog, 'b')];
      const raters = ['Ada', 'Bob'].map((name) => catalog.write.raters.enterPerson(name));
      const models = [new Model(), new Model()];
      try {
        for (const action of steps) {
          if (action === 'restart') {
            catalog.close();
            catalog = openCatalog(file, { mode: 'write' });
            continue;
          }
          perform(catalog, clips, raters[action.rater], models[action.rater], action.step);
          expectSame(catalog, clips, raters, models);
        }
        expectWholeHistory(catalog, clips, raters);
      } finally {
        catalog.close();
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

function perform(
  catalog: Catalog,
  clips: readonly ClipId[],
  raterId: RaterId | undefined,
  model: Model | undefined,
  action: Step,
): void {
  if (raterId === undefined || model === undefined) throw new Error('There are two raters.');
  if (action.do !== 'set') {
    takeStep(catalog, raterId, action.do);
    model.move(action.do === 'undo' ? -1 : 1);
    return;
  }
  const clipId = clips[action.clip];
  if (clipId === undefined) throw new Error('There are two clips.');
  setLabel(catalog, { clipId, raterId, change: action.change, mergeKey: action.mergeKey });
  model.set(action.clip, action.change, action.mergeKey);
}

function expectSame(
  catalog: Catalog,
  clips: readonly ClipId[],
  raters: readonly RaterId[],
  models: readonly Model[],
): void {
  for (const [r, rater] of raters.entries()) {
    for (const [c, clip] of clips.entries())
      expect(saidBy(catalog.read.labels.get(clip, rater))).toEqual(models[r]?.present(c));
    const { undo, redo } = undoState(catalog, rater);
    const { at, states } = models[r] ?? new Model();
    expect([undo !== null, redo !== null]).toEqual([at > 0, at < states.length - 1]);
  }
}

/** Each row begins where the one before it ended, and the last one ends in what is there. */
function expectWholeHistory(catalog: Catalog, clips: readonly ClipId[], raters: readonly RaterId[]): void {
  for (const clip of clips)
    for (const rater of raters) {
      const name = catalog.read.raters.get(rater)?.name;
      const rows = catalog.read.labels.history(clip).filter(({ raterName }) => raterName === name);
      const oldestFirst = [...rows].reverse();
      let reached: LabelValues | null = null;
      for (const { before, after } of oldestFirst) {
        expect(before).toEqual(reached);
        reached = after;
      }
      expect(saidBy(catalog.read.labels.get(clip, rater))).toEqual(reached);
    }
}
