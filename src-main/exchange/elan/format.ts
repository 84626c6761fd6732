import { z } from 'zod';
import { raterKind, raterName } from '#shared/domain/rater.ts';
import { schemeName } from '#shared/domain/scheme.ts';

/**
 * What our tiers in ELAN say; a tier's linguistic type is named so. `emotion` lies from onset to offset, `clip emotion`
 * over the whole clip where those are not both known; a mark lies on its frame.
 */
export const ELAN_FIELDS = [
  'emotion',
  'clip emotion',
  'onset',
  'apex',
  'offset',
  'estimated',
  'intensity',
  'action units',
  'confidence',
  'note',
] as const;
export type ElanField = (typeof ELAN_FIELDS)[number];

/** The property of the header that holds, as JSON, what ELAN has no place for. */
export const ORIGIN_PROPERTY = 'onset:labels';

export const elanOrigin = z.object({
  version: z.literal(1),
  key: z.string(),
  clip: z.string(),
  dataset: z.string().nullable(),
  subject: z.string().nullable(),
  /** By which the times were made of frames. */
  fps: z.number().positive(),
  raters: z.array(z.object({ name: raterName, kind: raterKind, scheme: schemeName })),
});
export type ElanOrigin = z.infer<typeof elanOrigin>;

/** `emotion@Ana`, `emotion@Ana #2` of a later round: in the manner of ELAN, and each once. */
export function tierName(field: ElanField, rater: string, round: number): string {
  const isPlain = round === 1 && !ROUND.test(rater);
  return `${field}@${rater}${isPlain ? '' : ` #${round}`}`;
}

/** The round in a name that {@link tierName} made for this field and rater; null where it did not. */
export function roundInTierName(name: string, field: ElanField, rater: string): number | null {
  const start = `${field}@${rater}`;
  if (name === start) return 1;
  const [, digits] = (name.startsWith(start) ? ROUND.exec(name.slice(start.length)) : null) ?? [];
  return digits === undefined ? null : Number(digits);
}

const ROUND = / #(\d{1,2})$/;
