import { describe, expect, it } from 'vitest';
import { clipRow } from '#shared/domain/clip.ts';
import { raterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, label } from '#shared/domain/label.ts';
import { isHidden, seenInRound } from './rounds.ts';

const ME = raterId.parse(7);
const said = (rater: number, round: number, status: 'draft' | 'submitted' | 'skipped') =>
  label.parse({
    ...{ ...EMPTY_LABEL, intensity: 0.5, status, clipId: 1, raterId: rater, round },
    ...{ raterName: `rater ${rater}`, updatedAt: '2026-01-01T00:00:00.000Z' },
  });
const clip = clipRow.parse({
  ...{
    id: 1,
    name: 'a',
    dataset: null,
    subject: null,
    split: null,
    frameCount: 9,
    fps: 25,
    mediaMissing: false,
  },
  ...{ emotion: 'fear', intensity: 0.4, onset: 1, apex: 3, offset: 7, apexEstimated: true, raterCount: 2 },
  ...{ intensitySpread: 0.1, emotionAgreement: 1, labelledByMe: true, myStatus: 'submitted' },
});
const media = {
  root: '',
  paths: [],
  sourceNumbers: [],
  contentHash: null,
  container: null,
  timestampsMs: null,
};
const detail = (...labels: ReturnType<typeof said>[]) => ({ clip, media, labels });

describe('seenInRound', () => {
  it('shows everything in the first round', () => {
    const all = detail(said(7, 1, 'draft'), said(8, 1, 'submitted'));
    expect(seenInRound(all, ME, 1)).toBe(all);
  });
  it('hides what was said before until the clip is rated again', () => {
    const draft = said(7, 2, 'draft');
    const seen = seenInRound(detail(said(7, 1, 'submitted'), said(8, 1, 'submitted'), draft), ME, 2);
    expect(seen.labels).toEqual([draft]);
    expect(seen.clip).toMatchObject({
      emotion: null,
      intensity: null,
      onset: null,
      apex: null,
      offset: null,
    });
    expect(seen.clip).toMatchObject({ name: 'a', frameCount: 9, apexEstimated: false });
  });
  it.each(['submitted', 'skipped'] as const)('shows it once the clip is %s in this round', (status) => {
    expect(isHidden(detail(said(7, 1, 'submitted'), said(7, 2, status)), ME, 2)).toBe(false);
    expect(isHidden(detail(said(8, 2, status)), ME, 2)).toBe(true);
  });
});
