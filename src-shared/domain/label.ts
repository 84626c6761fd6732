import { z } from 'zod';
import { emotionName } from './emotion.ts';
import { clipId, raterId } from './ids.ts';

/** Soft intensity of an expression, 0 (none) to 1 (fullest). */
export const intensity = z.number().min(0, 'intensity is at least 0').max(1, 'intensity is at most 1');

/** 0-based index of a frame within its clip. */
export const frameIndex = z.number().int().nonnegative();

/** How sure a rater is, 0 to 1. */
export const confidence = z.number().min(0, 'confidence is at least 0').max(1, 'confidence is at most 1');

/** Which time a rater goes over the clips; 1 is the first. */
export const round = z.number().int().min(1).max(99);

/** How far from 1 the shares of a distribution may add up: they were typed, or rounded by a sheet. */
const SHARE_TOLERANCE = 1e-6;

/** A rater's shares for the emotions of a clip; they add up to 1, and emotions without a share are left out. */
export const distribution = z
  .record(emotionName, z.number().gt(0, 'a share is above 0').max(1))
  .refine(
    (shares) =>
      Math.abs(Object.values(shares).reduce((total, share) => total + share, 0) - 1) <= SHARE_TOLERANCE,
    'the shares of a distribution add up to 1',
  );
export type Distribution = z.infer<typeof distribution>;

/** Only `submitted` labels count for anything but their own rater's view. */
export const labelStatus = z.enum(['draft', 'submitted', 'skipped']);
export type LabelStatus = z.infer<typeof labelStatus>;

const note = z.string().max(10_000);
/** As the source wrote them, such as `R6A+R12`; see action-units.ts. */
const actionUnits = z.string().max(200).nullable();
const skipReason = z.string().max(500).nullable();

/** What one rater says of one clip in one round. A null field has not been said. */
export const labelValues = z.strictObject({
  status: labelStatus,
  /** In a label with a distribution: its most probable emotion; null where several are. */
  emotion: emotionName.nullable(),
  distribution: distribution.nullable(),
  intensity: intensity.nullable(),
  onset: frameIndex.nullable(),
  apex: frameIndex.nullable(),
  offset: frameIndex.nullable(),
  /** True where a mark was set by a stand-in (such as the midpoint), not by an eye. */
  onsetEstimated: z.boolean(),
  apexEstimated: z.boolean(),
  offsetEstimated: z.boolean(),
  actionUnits,
  confidence: confidence.nullable(),
  note,
  /** Why a skipped clip was. */
  skipReason,
});
export type LabelValues = z.infer<typeof labelValues>;

/**
 * The fields a rater changes at once; the others stay. A mark set by hand is no estimate any more, unless the change
 * says so. Setting a distribution sets the emotion, setting another emotion drops the distribution.
 */
export const labelChange = labelValues.partial();
export type LabelChange = z.infer<typeof labelChange>;

export const label = z.object({
  ...labelValues.shape,
  clipId,
  raterId,
  raterName: z.string(),
  round,
  updatedAt: z.iso.datetime(),
});
export type Label = z.infer<typeof label>;

export const EMPTY_LABEL: LabelValues = {
  status: 'submitted',
  emotion: null,
  distribution: null,
  intensity: null,
  onset: null,
  apex: null,
  offset: null,
  onsetEstimated: false,
  apexEstimated: false,
  offsetEstimated: false,
  actionUnits: null,
  confidence: null,
  note: '',
  skipReason: null,
};

/** Why the history has a row. `merge`: it came with another machine's bundle. */
export const labelCause = z.enum(['edit', 'undo', 'redo', 'restore', 'import', 'merge']);
export type LabelCause = z.infer<typeof labelCause>;

/** What is wrong with the marks of a label on a clip of `frameCount` frames, in words; null if nothing. */
export function labelMarksProblem(
  { onset, apex, offset }: Pick<LabelValues, 'onset' | 'apex' | 'offset'>,
  frameCount: number,
): string | null {
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

/** The emotion with the largest share; null where several share that place. */
export function mostProbable(shares: Distribution): string | null {
  const largest = Math.max(...Object.values(shares));
  const leaders = Object.keys(shares).filter((name) => shares[name] === largest);
  return leaders.length === 1 ? (leaders[0] ?? null) : null;
}
