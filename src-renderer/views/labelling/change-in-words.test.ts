import { describe, expect, it } from 'vitest';
import { EMPTY_LABEL } from '#shared/domain/label.ts';
import type { LabelEntry } from '#shared/domain/label-history.ts';
import { changeInWords as inWords } from './change-in-words.ts';

const label = { ...EMPTY_LABEL, emotion: 'fear', intensity: 0.4 };
const changeInWords = (change: Pick<LabelEntry, 'before' | 'after'>) => inWords({ item: 'label', ...change });

describe('changeInWords', () => {
  it('names what was said first', () => {
    expect(changeInWords({ before: null, after: label })).toBe('emotion “fear”, intensity 0.40');
    const draft = { ...label, status: 'draft' as const };
    expect(changeInWords({ before: null, after: draft })).toBe(
      'status draft, emotion “fear”, intensity 0.40',
    );
    const skipped = { ...EMPTY_LABEL, status: 'skipped' as const, skipReason: 'blurred' };
    expect(changeInWords({ before: null, after: skipped })).toBe('status skipped, reason to skip “blurred”');
  });
  it('names old and new value', () => {
    expect(changeInWords({ before: label, after: { ...label, intensity: 0.75, apex: 12 } })).toBe(
      'intensity 0.40 → 0.75, apex 12',
    );
  });
  it('names what was taken away', () => {
    expect(changeInWords({ before: label, after: { ...label, emotion: null } })).toBe('emotion “fear” → –');
    expect(changeInWords({ before: label, after: null })).toBe('label taken away');
  });
  it('names shares, and a status without quotes', () => {
    const soft = { ...label, emotion: null, distribution: { fear: 0.5, sadness: 0.5 } };
    expect(changeInWords({ before: label, after: soft })).toBe(
      'emotion “fear” → –, distribution fear 0.50 + sadness 0.50',
    );
    const skipped = { ...label, status: 'skipped' as const, skipReason: 'blurred' };
    expect(changeInWords({ before: label, after: skipped })).toBe(
      'status submitted → skipped, reason to skip “blurred”',
    );
    expect(
      changeInWords({ before: soft, after: { ...soft, distribution: { sadness: 0.5, fear: 0.5 } } }),
    ).toBe('nothing changed');
    expect(changeInWords({ before: label, after: { ...label, intensity: 0.401 } })).toMatch(/^intensity/);
  });
  it('is quiet about what stayed', () => {
    expect(changeInWords({ before: label, after: label })).toBe('nothing changed');
  });
  it('counts the points of a trace', () => {
    const trace = { item: 'trace', name: 'intensity' } as const;
    expect(inWords({ ...trace, before: 12, after: 14 })).toBe('trace intensity: 12 points → 14 points');
    expect(inWords({ ...trace, before: null, after: 1 })).toBe('trace intensity: 1 point');
    expect(inWords({ ...trace, before: 1, after: null })).toBe('trace intensity taken away');
  });
});
