import { z } from 'zod';
import { agreementPair, agreementReport, agreementRequest } from '#shared/domain/agreement.ts';
import { goldLabel, goldName, goldRecipe } from '#shared/domain/gold.ts';
import { clipId, raterId, taskId } from '#shared/domain/ids.ts';

const named = z.object({ name: goldName, recipe: goldRecipe });

/** How far raters agree, and what is made of their labels together. */
export const agreementCalls = {
  /** Point estimates, and the intervals that have a formula. */
  'agreement.report': { input: z.strictObject({ request: agreementRequest }), output: agreementReport },
  /** The same with the intervals that take resampling: of subjects where all are known, else of clips. */
  'agreement.intervals': {
    input: z.strictObject({
      request: agreementRequest,
      resamples: z.number().int().min(100).max(100_000).default(1000),
      seed: z.number().int().nonnegative().default(0),
      taskId,
    }),
    output: agreementReport,
  },
  'agreement.pair': {
    input: z.strictObject({ request: agreementRequest, a: raterId, b: raterId }),
    output: agreementPair,
  },

  /** The default one first, under the name `raters together`. */
  'gold.recipes': { input: z.strictObject({}), output: z.array(named) },
  'gold.putRecipe': { input: named, output: z.array(named) },
  'gold.removeRecipe': { input: z.strictObject({ name: goldName }), output: z.array(named) },
  /**
   * Computed from the labels as they are now. `raterId`: who asks; in a blind project, of the clips they have submitted
   * or skipped, and made of these alone. Null: the command line, whose user has the catalog itself; of all.
   */
  'gold.labels': {
    input: z.strictObject({
      recipe: goldRecipe,
      clipIds: z.array(clipId).nullable(),
      raterId: raterId.nullable().default(null),
    }),
    output: z.object({
      labels: z.array(goldLabel),
      /** EWE: how much each rater's intensity counts; null for other recipes. */
      weights: z.array(z.object({ rater: z.string(), weight: z.number() })).nullable(),
      /** The state of all labels they were made of. */
      labelVersion: z.number().int().nonnegative(),
    }),
  },
  'gold.export': {
    input: z.strictObject({
      recipe: goldRecipe,
      format: z.enum(['csv', 'json']),
      file: z.string().min(1),
      raterId: raterId.nullable().default(null),
    }),
    output: z.object({ file: z.string(), labels: z.number().int() }),
  },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;
