import { z } from 'zod';
import { raterId } from './ids.ts';

/**
 * `person`: gave their name in the program. `source`: a sheet, a folder of classes or a table labels came in with.
 * `model`: a run, or another program. `adjudicated`: what was decided by hand where raters disagreed; there is one.
 */
export const raterKind = z.enum(['person', 'source', 'model', 'adjudicated']);
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
  /** The scheme whose emotions the rater gives. */
  scheme: z.string(),
  labelCount: z.number().int().nonnegative(),
});
export type Rater = z.infer<typeof rater>;

/** The name of the rater of kind `adjudicated`. */
export const ADJUDICATED = 'Adjudicated';

/** One rater bears what was decided by hand, and nobody else that name. */
export function mayBear({ name, kind }: Pick<Rater, 'name' | 'kind'>): boolean {
  return (name.toLowerCase() === ADJUDICATED.toLowerCase()) === (kind === 'adjudicated');
}

/** Whether labels of this kind of rater count when raters are taken together or compared. */
export function isCounted(kind: RaterKind): boolean {
  return kind === 'person' || kind === 'source';
}
