import { z } from 'zod';
import { emotionName } from './emotion.ts';
import { clipId } from './ids.ts';
import { confidence, distribution, frameIndex, intensity, round } from './label.ts';
import { raterName } from './rater.ts';
import { schemeName } from './scheme.ts';

/**
 * How gold labels are made of the raters' submitted ones. Emotion: always the majority of the raters' (most probable)
 * emotions, or the emotion with the largest mean share; a tie stays open unless adjudicated. Intensity: `method`.
 */
export const goldRecipe = z.strictObject({
  /** EWE: the evaluator weighted estimator of Grimm & Kroschel 2005. */
  intensity: z.enum(['mean', 'median', 'ewe']),
  emotion: z.enum(['majority', 'mean-distribution']),
  marks: z.enum(['median', 'first-source']),
  /** True: what was adjudicated by hand stands before what the raters say. */
  adjudicated: z.boolean(),
  /** Null: all people and sources. */
  raters: z.array(raterName).min(1).nullable(),
  /** Null: each rater's latest. */
  round: round.nullable(),
  /** Labels of raters less sure than this are left out; null: none is. */
  minConfidence: confidence.nullable(),
  /** The map applied to emotions; null: the main scheme as it is. */
  classMap: schemeName.nullable(),
});
export type GoldRecipe = z.infer<typeof goldRecipe>;

export const goldName = z.string().trim().min(1, 'a recipe needs a name').max(60);

/** What the library shows, and what runs learn unless told otherwise: the raters together. */
export const DEFAULT_RECIPE: GoldRecipe = {
  intensity: 'mean',
  emotion: 'majority',
  marks: 'first-source',
  adjudicated: true,
  raters: null,
  round: null,
  minConfidence: null,
  classMap: null,
};

/** The gold label of one clip; `open` says in words why a value is missing where raters said one. */
export const goldLabel = z.object({
  clipId,
  clipName: z.string(),
  subject: z.string().nullable(),
  emotion: emotionName.nullable(),
  distribution: distribution.nullable(),
  intensity: intensity.nullable(),
  onset: frameIndex.nullable(),
  apex: frameIndex.nullable(),
  offset: frameIndex.nullable(),
  raters: z.number().int().nonnegative(),
  adjudicated: z.boolean(),
  open: z.string().nullable(),
});
export type GoldLabel = z.infer<typeof goldLabel>;
