import { z } from 'zod';
import {
  type AgreementKind,
  type AgreementReport,
  type AgreementRequest,
  agreementKind,
} from '#shared/domain/agreement.ts';
import { type ClipId, clipId, type RaterId, raterId } from '#shared/domain/ids.ts';

/** What the page shows, kept with the visit. */
export const question = z.object({
  kind: agreementKind,
  /** Null: all who said something of the kind. */
  raters: z.array(raterId).nullable(),
  scope: z.enum(['all', 'filter']),
  round: z.number().int().positive().nullable(),
  classMap: z.string().nullable(),
  pair: z.object({ a: raterId, b: raterId }).nullable(),
  focus: clipId.nullable(),
});
export type Question = z.infer<typeof question>;

export const FIRST_QUESTION: Question = {
  kind: 'emotion',
  raters: null,
  scope: 'all',
  round: null,
  classMap: null,
  pair: null,
  focus: null,
};

export const KIND_WORDS: Readonly<Record<AgreementKind, string>> = {
  emotion: 'Emotion',
  intensity: 'Intensity',
  onset: 'Onset',
  apex: 'Apex',
  offset: 'Offset',
  'action-units': 'Action units',
};

/** The field of a label that a kind compares. */
export const FIELD_OF = {
  emotion: 'emotion',
  intensity: 'intensity',
  onset: 'onset',
  apex: 'apex',
  offset: 'offset',
  'action-units': 'actionUnits',
} as const satisfies Record<AgreementKind, string>;

/** One rater alone cannot be compared: then all are. */
export function toRequest(
  { kind, raters, scope, round, classMap }: Question,
  filtered: readonly ClipId[] | null,
  asker: RaterId | null,
): AgreementRequest {
  return {
    kind,
    raters: raters === null || raters.length < 2 ? null : raters,
    clipIds: scope === 'all' || filtered === null ? null : [...filtered],
    round,
    classMap: kind === 'emotion' ? classMap : null,
    raterId: asker,
  };
}

export const MOST_ROUNDS = 99;

/** A round as it is typed; null (each rater's latest) where it is none. */
export function roundOf(typed: number | string): number | null {
  const number = Number(typed);
  return Number.isInteger(number) && number >= 1 && number <= MOST_ROUNDS ? number : null;
}

type Pair = AgreementReport['pairs'][number];

/** Two raters as the report compares them, whichever was named first: its figures are of a minus b. Null: not compared. */
export function comparedPair(
  { pairs }: Pick<AgreementReport, 'pairs'>,
  { a, b }: { readonly a: RaterId; readonly b: RaterId },
): Pair | null {
  return pairs.find((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a)) ?? null;
}

/** A value of a label of this kind, as it is read. */
export function valueInWords(kind: AgreementKind, value: number | string): string {
  if (typeof value === 'string') return value;
  return kind === 'intensity' ? value.toFixed(2) : `frame ${value}`;
}
