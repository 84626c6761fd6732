import { describe, expect, it } from 'vitest';
import type { ClipRecord, RatedLabel } from '#main/catalog/index.ts';
import { clipId, type RaterId, raterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL } from '#shared/domain/label.ts';
import { effectiveRow } from './effective.ts';

const CLIP: ClipRecord = {
  id: clipId.parse(1),
  name: 'c1',
  subject: 'S1',
  split: null,
  frameCount: 50,
  fps: 200,
  mediaMissing: false,
};
const [SHEET, TABLE, ADA, BOB, MODEL] = [1, 2, 3, 4, 5].map((id) => raterId.parse(id)) as [
  RaterId,
  RaterId,
  RaterId,
  RaterId,
  RaterId,
];
const KINDS = { 1: 'source', 2: 'source', 3: 'person', 4: 'person', 5: 'model' } as const;

function label(by: RaterId, said: Partial<RatedLabel>): RatedLabel {
  return {
    ...EMPTY_LABEL,
    clipId: CLIP.id,
    raterId: by,
    raterName: `rater ${by}`,
    raterKind: KINDS[by as keyof typeof KINDS],
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...said,
  };
}

describe('what holds of a clip', () => {
  it('is nothing where nobody said anything', () => {
    expect(effectiveRow(CLIP, [], ADA)).toEqual({
      ...CLIP,
      emotion: null,
      intensity: null,
      onset: null,
      apex: null,
      offset: null,
      apexEstimated: false,
      raterCount: 0,
      intensitySpread: null,
      labelledByMe: false,
    });
  });

  it('is what the raters say together, a model not among them', () => {
    const row = effectiveRow(
      CLIP,
      [
        label(SHEET, { emotion: 'fear' }),
        label(TABLE, { emotion: 'fear', intensity: 0.2 }),
        label(ADA, { emotion: 'anger', intensity: 0.8 }),
        label(MODEL, { emotion: 'anger', intensity: 1 }),
      ],
      null,
    );
    expect(row).toMatchObject({ emotion: 'fear', intensity: 0.5, raterCount: 3, labelledByMe: false });
    expect(row.intensitySpread).toBeCloseTo(0.3, 12);
  });

  it('is no emotion in a tie', () => {
    const labels = [label(SHEET, { emotion: 'fear' }), label(ADA, { emotion: 'anger' })];
    expect(effectiveRow(CLIP, labels, null).emotion).toBeNull();
    expect(effectiveRow(CLIP, labels, ADA).emotion).toBe('anger');
  });

  it("is the rater's own field by field", () => {
    const labels = [
      label(SHEET, { emotion: 'fear', onset: 3, apex: 10, offset: 20, apexEstimated: true }),
      label(ADA, { intensity: 0.9, apex: 12 }),
      label(BOB, { intensity: 0.1 }),
    ];
    expect(effectiveRow(CLIP, labels, ADA)).toMatchObject({
      emotion: 'fear',
      intensity: 0.9,
      onset: 3,
      apex: 12,
      offset: 20,
      apexEstimated: false,
      labelledByMe: true,
    });
    expect(effectiveRow(CLIP, labels, BOB)).toMatchObject({ intensity: 0.1, apex: 10, apexEstimated: true });
  });

  it('takes marks from the first source that has them, then from the median of the raters', () => {
    const people = [label(ADA, { apex: 30 }), label(BOB, { apex: 20 })];
    const table = label(TABLE, { apex: 11 });
    expect(effectiveRow(CLIP, [label(SHEET, { onset: 1 }), table, ...people], null)).toMatchObject({
      onset: 1,
      apex: 11,
    });
    expect(effectiveRow(CLIP, people, null).apex).toBe(20);
    expect(effectiveRow(CLIP, [label(ADA, { apex: 30 })], null).apex).toBe(30);
  });
});
