import { describe, expect, it } from 'vitest';
import { addSamples, clipIdOf, temporaryCatalog } from '#main/catalog/test-support.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import type { LabelChange } from '#shared/domain/label.ts';
import type { TraceValues } from '#shared/domain/trace.ts';
import { historyOf } from './history.ts';
import { restoreLabel, setLabel, takeStep, undoState } from './ledger.ts';
import { setTrace } from './traces.ts';

const ONE: TraceValues = { interpolation: 'linear', points: [[2, 0.5]] };
const OTHER: TraceValues = { interpolation: 'linear', points: [[3, 0.75]] };
const TWO: TraceValues = {
  interpolation: 'hold',
  points: [
    [0, 0],
    [4, 1],
  ],
};

/** Ada and Bob about to label a clip of 10 frames. */
function desk() {
  const catalog = temporaryCatalog();
  addSamples(catalog, [{ name: 'S01_02' }]);
  catalog.write.emotions.add('fear');
  const clipId = clipIdOf(catalog, 'S01_02');
  const [ada, bob] = [catalog.write.raters.enterPerson('Ada'), catalog.write.raters.enterPerson('Bob')];
  const history = (raterId: RaterId, round = 1) => historyOf(catalog, { clipId, raterId, round });
  return {
    ...{ catalog, clipId, ada, bob, history },
    set: (raterId: RaterId, change: LabelChange, round = 1) =>
      void setLabel(catalog, { clipId, raterId, round, as: 'own', change, mergeKey: null }),
    draw: (raterId: RaterId, values: TraceValues | null, name = 'intensity') =>
      void setTrace(catalog, { clipId, raterId, round: 1, name, values, mergeKey: null }),
    trace: (raterId: RaterId) => {
      const trace = catalog.read.traces.get({ clipId, raterId, round: 1 }, 'intensity');
      return trace === null ? null : { interpolation: trace.interpolation, points: trace.points };
    },
    /** Says again what the given change, of the newest first, led to. */
    restore: (raterId: RaterId, place: number) =>
      restoreLabel(catalog, { clipId, raterId, historyId: history(raterId)[place]?.id ?? 0 }),
  };
}

/** Point counts of traces, emotions of labels. */
const inShort = (entries: ReturnType<typeof historyOf>) =>
  entries.map((entry) =>
    entry.item === 'trace'
      ? [`${entry.raterName} ${entry.name}`, entry.before, entry.after, entry.isPresent]
      : [entry.raterName, entry.before?.emotion ?? null, entry.after?.emotion ?? null, entry.isPresent],
  );

describe('the history of a clip', () => {
  it('tells of labels and traces, newest first, and which state is the present one', () => {
    const { draw, set, history, ada, bob } = desk();
    draw(ada, ONE);
    set(ada, { emotion: 'fear' });
    draw(ada, TWO);
    draw(bob, ONE, 'AU12');
    draw(ada, null);
    expect(inShort(history(ada))).toEqual([
      ['Ada intensity', 2, null, true],
      ['Bob AU12', null, 1, true],
      ['Ada intensity', 1, 2, false],
      ['Ada', null, 'fear', true],
      ['Ada intensity', null, 1, false],
    ]);
  });

  it('gives a former trace back, as a step that can be undone', () => {
    const { draw, restore, trace, catalog, ada, bob, history } = desk();
    draw(ada, ONE);
    draw(ada, OTHER);
    draw(ada, null);
    expect(restore(ada, 2)).toMatchObject({ label: null });
    expect(trace(ada)).toEqual(ONE);
    expect(history(ada)[0]).toMatchObject({ item: 'trace', cause: 'restore', before: null, after: 1 });
    // As many points, but not the same.
    expect(history(ada).map(({ isPresent }) => isPresent)).toEqual([true, false, false, true]);
    expect(undoState(catalog, ada).undo).toBe('trace intensity of clip S01_02: none → 1 point');
    takeStep(catalog, ada, 'undo');
    expect(trace(ada)).toBeNull();
    expect(() => restore(bob, 2)).toThrow('theirs: restore your own');
  });

  it('in a blind project is that of the rater alone while they rate, in this round and in others', () => {
    const { catalog, draw, set, history, ada, bob } = desk();
    catalog.write.project.setBlind(true);
    draw(bob, ONE);
    set(bob, { emotion: 'fear', status: 'submitted' });
    const seen = (round: number) => new Set(history(ada, round).map(({ raterName }) => raterName));
    expect(seen(1)).toEqual(new Set());
    set(ada, { emotion: 'fear', status: 'submitted' });
    expect(seen(1)).toEqual(new Set(['Ada', 'Bob']));
    // She is about to rate it again, then does.
    expect(seen(2)).toEqual(new Set(['Ada']));
    set(ada, { emotion: 'fear' }, 2);
    expect([seen(1), seen(2)]).toEqual([new Set(['Ada']), new Set(['Ada'])]);
    set(ada, { status: 'submitted' }, 2);
    expect(seen(2)).toEqual(new Set(['Ada', 'Bob']));
  });
});
