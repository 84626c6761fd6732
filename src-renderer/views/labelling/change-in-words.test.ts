import { describe, expect, it } from 'vitest';
import { EMPTY_LABEL } from '#shared/domain/label.ts';
import { changeInWords } from './change-in-words.ts';

const label = { ...EMPTY_LABEL, emotion: 'fear', intensity: 0.4 };

describe('changeInWords', () => {
  it('names what was said first', () => {
    expect(changeInWords({ before: null, after: label })).toBe('emotion “fear”, intensity 0.40');
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
  it('is quiet about what stayed', () => {
    expect(changeInWords({ before: label, after: label })).toBe('nothing changed');
  });
});
