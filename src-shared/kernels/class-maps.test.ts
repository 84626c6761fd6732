import { describe, expect, test } from 'vitest';
import { hear, wayOfAny, waysInto } from './class-maps.ts';

const seven = {
  from: 'seven',
  to: 'three',
  entries: { anger: 'negative', disgust: 'negative', happiness: 'positive', others: null },
};
const toThree = waysInto('three', null, [
  seven,
  { ...seven, entries: { anger: 'positive', fear: 'negative' } },
]);

describe('ways into a scheme', () => {
  test('of two maps between the same schemes the first one made holds whole, not what the second adds', () => {
    const way = toThree('seven');
    expect([way('anger'), way('fear'), way('others')]).toEqual(['negative', null, null]);
  });

  test('none leads from a scheme without a map; into itself an emotion stays', () => {
    expect(toThree('mine')('joy')).toBeUndefined();
    expect(toThree('three')('negative')).toBe('negative');
  });

  test('the map asked for comes last, after one that leads to where it begins', () => {
    const last = { from: 'three', to: 'two', entries: { negative: 'bad', positive: 'good' } };
    const way = waysInto('two', last, [seven, last]);
    expect([way('three')('positive'), way('seven')('disgust'), way('seven')('others')]).toEqual([
      'good',
      'bad',
      null,
    ]);
    expect(way('mine')('joy')).toBeUndefined();
  });

  test('an emotion that may be of any scheme goes from the first that has it and leads on', () => {
    const of = (scheme: string, ...emotions: string[]) => ({ scheme, emotions: new Set(emotions) });
    const way = wayOfAny(
      [of('three', 'negative'), of('mine', 'anger'), of('seven', 'anger', 'others')],
      toThree,
    );
    expect([way('negative'), way('anger'), way('others'), way('joy')]).toEqual([
      'negative',
      'negative',
      null,
      undefined,
    ]);
  });
});

describe('what was said', () => {
  const heard = (distribution: Record<string, number> | null, emotion: string | null = null) =>
    hear(toThree('seven'), { emotion, distribution });

  test('is the most probable of the mapped shares, not the class of the most probable emotion', () => {
    expect(heard({ happiness: 0.4, anger: 0.35, disgust: 0.25 }, 'happiness')).toEqual({
      emotion: 'negative',
      distribution: { positive: 0.4, negative: expect.closeTo(0.6, 12) },
      dropped: 0,
      missing: null,
    });
    // A tie between two of one class is none.
    expect(heard({ anger: 0.5, disgust: 0.5 })).toMatchObject({ emotion: 'negative', missing: null });
  });

  test('counts what is dropped as a class, and leaves it out of the shares', () => {
    expect(heard({ anger: 0.4, others: 0.6 }, 'others')).toEqual({
      emotion: null,
      distribution: { negative: 1 },
      dropped: 0.6,
      missing: 'dropped',
    });
    expect(heard({ anger: 0.5, others: 0.5 })).toMatchObject({ emotion: null, missing: 'tied' });
    expect(heard({ anger: 0.75, others: 0.25 }, 'anger')).toMatchObject({
      emotion: 'negative',
      dropped: 0.25,
    });
  });

  test('ties, also where only rounding tells the shares apart', () => {
    // 0.1 + 0.2 is not 0.3.
    expect(heard({ anger: 0.1, disgust: 0.2, happiness: 0.3, others: 0.4 - 0.1 }, 'others').missing).toBe(
      'tied',
    );
  });

  test('without a distribution is where its emotion goes', () => {
    const missing = (emotion: string | null) => heard(null, emotion).missing;
    expect(heard(null, 'anger')).toEqual({
      emotion: 'negative',
      distribution: null,
      dropped: 0,
      missing: null,
    });
    expect([missing('others'), missing('fear'), missing(null)]).toEqual(['dropped', 'dropped', null]);
    expect(hear(toThree('mine'), { emotion: 'joy', distribution: null }).missing).toBe('foreign');
    expect(hear(toThree('mine'), { emotion: 'joy', distribution: { joy: 1 } }).missing).toBe('foreign');
  });

  test('in the scheme itself stays as it is', () => {
    const shares = { negative: 0.3, positive: 0.7000001 };
    expect(hear(toThree('three'), { emotion: 'positive', distribution: shares })).toEqual({
      ...{ emotion: 'positive', distribution: shares, dropped: 0, missing: null },
    });
  });
});
