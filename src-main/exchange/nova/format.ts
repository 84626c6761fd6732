import { z } from 'zod';
import { round } from '#shared/domain/label.ts';
import { raterKind, raterName } from '#shared/domain/rater.ts';
import { schemeName } from '#shared/domain/scheme.ts';

/**
 * NOVA (and SSI) keep an annotation in two files: the header NAME.annotation, XML with a scheme, and NAME.annotation~
 * with a row a segment (`start;end;class;confidence`, seconds) or a row a sample (`score;confidence`).
 */
export const NOVA_ENDING = '.annotation';
export const NOVA_ROWS_ENDING = '.annotation~';

/** Names of our discrete schemes: from onset to offset, or over the whole clip where those are not both known. */
export const EMOTION_SCHEME = 'emotion';
export const CLIP_EMOTION_SCHEME = 'clip-emotion';

/** What our export notes among the attributes of `meta`, which NOVA passes over. */
export const novaOrigin = z.object({
  'onset-clip': z.string(),
  'onset-rater': raterName,
  'onset-round': z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .pipe(round),
  'onset-kind': raterKind,
  'onset-scheme': schemeName,
  /** `none`: the confidence in the row is only what NOVA wants there. */
  'onset-confidence': z.enum(['said', 'none']),
});
export type NovaOrigin = z.output<typeof novaOrigin>;
