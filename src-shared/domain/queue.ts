import { z } from 'zod';

/**
 * Which clips to label next. `unlabelled`: without a submitted or skipped label of the rater's. `disagreeing`: raters
 * differ, the most first. `low-confidence`: the rater was unsure. `minority`: of the rarest emotions, as the raters
 * together or a model say. `model-disagrees`: the newest model says otherwise. `re-rate`: a random sample of what the
 * rater submitted in the round before.
 */
export const queueKind = z.enum([
  'unlabelled',
  'drafts',
  'disagreeing',
  'low-confidence',
  'minority',
  'model-disagrees',
  're-rate',
]);
export type QueueKind = z.infer<typeof queueKind>;

/** How far a rater is in a round, and how fast; null where too little was labelled to say. */
export const pace = z.object({
  clips: z.number().int().nonnegative(),
  submitted: z.number().int().nonnegative(),
  drafts: z.number().int().nonnegative(),
  skipped: z.number().int().nonnegative(),
  /** Median over this sitting; a break is none of it. */
  secondsPerClip: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});
export type Pace = z.infer<typeof pace>;
