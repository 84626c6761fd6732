import { EMPTY_LABEL } from '#shared/domain/label.ts';
import type { ExportedClip, ExportedLabel } from './label-exporter.ts';

export const someClip: ExportedClip = {
  key: 'casme2/01/EP02_01f',
  name: 'EP02_01f',
  dataset: 'casme2',
  subject: '01',
  split: null,
  fps: 200,
  frameCount: 60,
};

/** A submitted label of {@link someClip}, whose frames are numbered from 46, by the source `sheet`. */
export function someLabel(said: Partial<ExportedLabel> = {}): ExportedLabel {
  return {
    ...EMPTY_LABEL,
    clip: someClip,
    rater: 'sheet',
    raterKind: 'source',
    raterScheme: 'emotions',
    round: 1,
    onsetSource: null,
    apexSource: null,
    offsetSource: null,
    updatedAt: '2026-01-02T03:04:05.678Z',
    ...said,
  };
}

export const only = (...labels: ExportedLabel[]) => ({ labels, traces: [] });
