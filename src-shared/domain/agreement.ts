import { z } from 'zod';
import { clipId, raterId } from './ids.ts';
import { round } from './label.ts';

/** What of the labels is compared. `action-units`: whether each unit was seen. */
export const agreementKind = z.enum(['intensity', 'emotion', 'onset', 'apex', 'offset', 'action-units']);
export type AgreementKind = z.infer<typeof agreementKind>;

/** Submitted labels are compared. In a blind project only clips that the asker has submitted are counted. */
export const agreementRequest = z.strictObject({
  kind: agreementKind,
  /** Null: all people and sources that said something of this kind. */
  raters: z.array(raterId).min(2).nullable(),
  /** Null: all. */
  clipIds: z.array(clipId).nullable(),
  /** Null: each rater's latest. */
  round: round.nullable(),
  /** The class map applied to emotions first, by its name; null: the main scheme as it is. */
  classMap: z.string().nullable(),
  /** Who asks. */
  raterId: raterId.nullable(),
});
export type AgreementRequest = z.infer<typeof agreementRequest>;

const interval = z.object({ low: z.number(), high: z.number() });

/** One figure with how to read it. `value` is null where it is undefined; `reading` then says why. */
export const agreementFigure = z.object({
  /** Such as `ICC(2,1)`, `Krippendorff's alpha (interval)`. */
  name: z.string(),
  value: z.number().nullable(),
  /** 95 %; null where there is none, or it takes resampling that was not asked for. */
  interval: interval.nullable(),
  /** Where the interval comes from, such as `F distribution` or `1,000 resamples of subjects`. */
  intervalBy: z.string().nullable(),
  /** Clips it was computed from. */
  clips: z.number().int().nonnegative(),
  unit: z.enum(['', 'frames', 'ms', 'share']),
  reading: z.string(),
});
export type AgreementFigure = z.infer<typeof agreementFigure>;

export const agreementReport = z.object({
  kind: agreementKind,
  /** Clips that at least two of the raters labelled. */
  clips: z.number().int().nonnegative(),
  subjects: z.number().int().nonnegative(),
  raters: z.array(
    z.object({
      id: raterId,
      name: z.string(),
      /** Their clips among those. */
      clips: z.number().int().nonnegative(),
      /** Mean deviation from the mean of the other raters; null for what is no number. */
      bias: agreementFigure.nullable(),
    }),
  ),
  /** Over all raters. */
  figures: z.array(agreementFigure),
  /** Each pair once; `headline` is what the matrix of pairs shows. */
  pairs: z.array(
    z.object({ a: raterId, b: raterId, headline: agreementFigure, figures: z.array(agreementFigure) }),
  ),
  /** What was left out and why, in words. */
  notes: z.array(z.string()),
});
export type AgreementReport = z.infer<typeof agreementReport>;

/** Two raters on the clips that both labelled, those first on which they differ most, then those not decided yet. */
export const agreementPair = z.object({
  clips: z.array(
    z.object({
      clipId,
      clipName: z.string(),
      subject: z.string().nullable(),
      a: z.union([z.number(), z.string()]),
      b: z.union([z.number(), z.string()]),
      /** a - b; for what is no number 1 where they differ, 0 where not. */
      difference: z.number(),
      /** Whether this was decided by hand. */
      adjudicated: z.boolean(),
    }),
  ),
  /** Numbers: mean of a - b, its standard deviation, limits of agreement (mean ± 1.96 SD). */
  blandAltman: z
    .object({ bias: z.number(), sd: z.number(), lower: z.number(), upper: z.number() })
    .nullable(),
  /** Emotions: rows are what a said, columns what b said. */
  confusion: z
    .object({ classes: z.array(z.string()), counts: z.array(z.array(z.number().int())) })
    .nullable(),
});
export type AgreementPair = z.infer<typeof agreementPair>;
