import { z } from 'zod';
import { raterId } from './ids.ts';

/** `person`: gave their name in the program. `source`: a sheet, a folder of classes or a table labels came in with. `model`: a run. */
export const raterKind = z.enum(['person', 'source', 'model']);
export type RaterKind = z.infer<typeof raterKind>;

export const raterName = z
  .string()
  .trim()
  .min(1, 'A rater needs a name.')
  .max(80, 'A rater name has at most 80 characters.');

export const rater = z.object({
  id: raterId,
  name: raterName,
  kind: raterKind,
  labelCount: z.number().int().nonnegative(),
});
export type Rater = z.infer<typeof rater>;
