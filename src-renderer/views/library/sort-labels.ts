import type { ClipSort } from '#shared/domain/clip.ts';

/** What clips are sorted by, as people read it. */
export const SORT_LABELS: Readonly<Record<ClipSort['by'], string>> = {
  name: 'Name',
  subject: 'Subject',
  emotion: 'Emotion',
  intensity: 'Intensity',
  frameCount: 'Frames',
  intensitySpread: "Raters' spread",
  emotionAgreement: "Raters' agreement",
};
