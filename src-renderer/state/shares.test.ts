import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distribution, type LabelValues } from '#shared/domain/label.ts';
import { shiftedShares } from './shares.ts';

const soft = (shares: Record<string, number>) => ({ emotion: null, distribution: shares });

describe('shiftedShares', () => {
  it('makes shares of one emotion by a tenth', () => {
    const first = shiftedShares({ emotion: 'fear', distribution: null }, 'surprise', 1);
    expect(first).toEqual({ distribution: { surprise: 0.1, fear: 0.9 } });
    expect(shiftedShares(soft({ surprise: 0.1, fear: 0.9 }), 'surprise', 1)).toEqual({
      distribution: { surprise: 0.2, fear: 0.8 },
    });
  });
  it('lets the others make room in proportion', () => {
    expect(shiftedShares(soft({ fear: 0.6, anger: 0.4 }), 'sadness', 1)).toEqual({
      distribution: { sadness: 0.1, fear: 0.54, anger: 0.36 },
    });
  });
  it('says one emotion alone without shares', () => {
    expect(shiftedShares({ emotion: null, distribution: null }, 'fear', 1)).toEqual({
      emotion: 'fear',
      distribution: null,
    });
    expect(shiftedShares(soft({ fear: 0.9, anger: 0.1 }), 'anger', -1)).toEqual({
      emotion: 'fear',
      distribution: null,
    });
    expect(shiftedShares({ emotion: 'fear', distribution: null }, 'fear', -1)).toEqual({});
  });
  it('always leaves what the contract takes: shares above 0 that add up to 1', () => {
    const names = ['fear', 'anger', 'sadness', 'surprise', 'disgust'];
    const step = fc.tuple(fc.constantFrom(...names), fc.constantFrom(1 as const, -1 as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let label: Pick<LabelValues, 'emotion' | 'distribution'> = soft({ fear: 0.5, anger: 0.5 });
        for (const [name, by] of steps) {
          const change = shiftedShares(label, name, by);
          if (change.distribution != null)
            expect(distribution.safeParse(change.distribution).success).toBe(true);
          label = {
            emotion: change.emotion === undefined ? label.emotion : change.emotion,
            distribution: change.distribution === undefined ? label.distribution : change.distribution,
          };
        }
      }),
    );
  });
});
