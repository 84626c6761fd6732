import { describe, expect, it } from 'vitest';
import type { ClipRecord, SummarizedClip } from '#main/catalog/index.ts';
import { clipId } from '#shared/domain/ids.ts';
import { effectiveRow, type OwnSaid } from './effective.ts';

const CLIP: ClipRecord = {
  id: clipId.parse(1),
  name: 'c1',
  dataset: null,
  subject: 'S1',
  split: null,
  frameCount: 50,
  fps: 200,
  mediaMissing: false,
};
const TOGETHER: SummarizedClip = {
  clipId: CLIP.id,
  raterCount: 3,
  emotion: 'fear',
  emotionAgreement: 0.75,
  intensity: 0.5,
  intensitySpread: 0.3,
  onset: 3,
  apex: 10,
  offset: 20,
  apexEstimated: true,
};

function own(said: Partial<OwnSaid>): OwnSaid {
  const nothing = { emotion: null, intensity: null, onset: null, apex: null, offset: null };
  return { ...nothing, apexEstimated: false, status: 'submitted', ...said };
}

describe('what holds of a clip', () => {
  it('is nothing where nobody said anything', () => {
    expect(effectiveRow(CLIP, null, null)).toEqual({
      ...CLIP,
      emotion: null,
      intensity: null,
      onset: null,
      apex: null,
      offset: null,
      apexEstimated: false,
      raterCount: 0,
      intensitySpread: null,
      emotionAgreement: null,
      labelledByMe: false,
      myStatus: null,
    });
  });

  it('is what the raters say together', () => {
    const { clipId: _, ...said } = TOGETHER;
    expect(effectiveRow(CLIP, TOGETHER, null)).toEqual({
      ...CLIP,
      ...said,
      labelledByMe: false,
      myStatus: null,
    });
  });

  it("is the rater's own field by field, a draft too", () => {
    const row = effectiveRow(CLIP, TOGETHER, own({ status: 'draft', intensity: 0.9, apex: 12 }));
    expect(row).toMatchObject({
      emotion: 'fear',
      intensity: 0.9,
      onset: 3,
      apex: 12,
      offset: 20,
      apexEstimated: false,
      labelledByMe: true,
      myStatus: 'draft',
    });
    expect(effectiveRow(CLIP, TOGETHER, own({ intensity: 0.1 }))).toMatchObject({
      apex: 10,
      apexEstimated: true,
    });
  });

  it('is nothing of a label that was skipped', () => {
    const row = effectiveRow(CLIP, null, own({ status: 'skipped', emotion: 'anger', apex: 3 }));
    expect(row).toMatchObject({ emotion: null, apex: null, labelledByMe: false, myStatus: 'skipped' });
  });
});
