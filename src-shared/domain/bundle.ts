import { z } from 'zod';
import { labelValues, round } from './label.ts';

/** Of a label that both sides changed: `newer` takes the last one said; ties go by content, so that order never matters. */
export const bundleKeep = z.enum(['newer', 'mine', 'theirs']);
export type BundleKeep = z.infer<typeof bundleKeep>;

/** What merging a rater's bundle does, or did. */
export const bundleReport = z.object({
  rater: z.string(),
  /** Labels in the bundle. */
  labels: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  /** Said differently on both sides since they last agreed. */
  conflicts: z.array(
    z.object({
      clip: z.string(),
      round,
      mine: labelValues.nullable(),
      mineAt: z.iso.datetime(),
      theirs: labelValues.nullable(),
      theirsAt: z.iso.datetime(),
      taken: z.enum(['mine', 'theirs']),
    }),
  ),
  skipped: z.array(z.object({ item: z.string(), reason: z.string() })),
});
export type BundleReport = z.infer<typeof bundleReport>;
