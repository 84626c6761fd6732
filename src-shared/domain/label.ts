import { z } from 'zod';
import { emotionName } from './emotion.ts';
import { clipId, raterId } from './ids.ts';

/** Soft intensity of an expression, 0 (none) to 1 (fullest). */
export const intensity = z.number().min(0, 'intensity is at least 0').max(1, 'intensity is at most 1');

/** 0-based index of a frame within its clip. */
export const frameIndex = z.number().int().nonnegative();

const note = z.string().max(10_000);

/** What one rater says of one clip. A null field has not been said. */
export const labelValues = z.strictObject({
  emotion: emotionName.nullable(),
  intensity: intensity.nullable(),
  onset: frameIndex.nullable(),
  apex: frameIndex.nullable(),
  offset: frameIndex.nullable(),
  /** True where the apex was set by a stand-in (such as the midpoint), not by an eye. */
  apexEstimated: z.boolean(),
  /** Action units as the source wrote them, such as `4+L12`. */
  actionUnits: z.string().max(200).nullable(),
  note: note,
});
export type LabelValues = z.infer<typeof labelValues>;

/** The fields a rater changes at once; the others stay. Setting `apex` by hand also clears `apexEstimated`. */
export const labelChange = z
  .strictObject({
    emotion: emotionName.nullable(),
    intensity: intensity.nullable(),
    onset: frameIndex.nullable(),
    apex: frameIndex.nullable(),
    offset: frameIndex.nullable(),
    note: note,
  })
  .partial();
export type LabelChange = z.infer<typeof labelChange>;

export const label = z.object({
  ...labelValues.shape,
  clipId,
  raterId,
  raterName: z.string(),
  updatedAt: z.iso.datetime(),
});
export type Label = z.infer<typeof label>;

export const EMPTY_LABEL: LabelValues = {
  emotion: null,
  intensity: null,
  onset: null,
  apex: null,
  offset: null,
  apexEstimated: false,
  actionUnits: null,
  note: '',
};

/** Why the history has a row. */
export const labelCause = z.enum(['edit', 'undo', 'redo', 'import']);
export type LabelCause = z.infer<typeof labelCause>;

/** One row of a label's history; `before` is null for the first. */
export const labelHistoryEntry = z.object({
  clipId,
  raterName: z.string(),
  at: z.iso.datetime(),
  cause: labelCause,
  before: labelValues.nullable(),
  after: labelValues.nullable(),
});
export type LabelHistoryEntry = z.infer<typeof labelHistoryEntry>;

/** What is wrong with the marks of a label on a clip of `frameCount` frames, in words; null if nothing. */
export function labelMarksProblem(values: LabelValues, frameCount: number): string | null {
  const { onset, apex, offset } = values;
  for (const [name, mark] of Object.entries({ onset, apex, offset })) {
    if (mark !== null && mark >= frameCount)
      return `The ${name} (frame ${mark}) is past the clip's last frame (${frameCount - 1}).`;
  }
  if (onset !== null && apex !== null && onset > apex)
    return `The onset (frame ${onset}) comes after the apex (frame ${apex}).`;
  if (apex !== null && offset !== null && apex > offset)
    return `The apex (frame ${apex}) comes after the offset (frame ${offset}).`;
  if (onset !== null && offset !== null && onset > offset)
    return `The onset (frame ${onset}) comes after the offset (frame ${offset}).`;
  return null;
}
