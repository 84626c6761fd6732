import { z } from 'zod';
import { emotionName } from '#shared/domain/emotion.ts';
import {
  confidence,
  distribution,
  frameIndex,
  intensity,
  labelStatus,
  labelValues,
  round,
} from '#shared/domain/label.ts';
import { raterKind, raterName } from '#shared/domain/rater.ts';
import { schemeName } from '#shared/domain/scheme.ts';
import { traceName, traceValues } from '#shared/domain/trace.ts';

/** Points are at the source's own frame numbers. */
const ownTrace = z.object({
  ...traceValues.shape,
  points: z
    .array(z.tuple([z.number().int(), z.number().min(0).max(1)]))
    .min(1)
    .max(1_000_000),
  updated_at: z.iso.datetime().optional(),
});

const text = labelValues.shape;
const sourceNumber = z.number().int().nullable().default(null);
const mark = frameIndex.nullable().default(null);

/**
 * All that one rater says of one clip in one round, as our own CSV and JSON hold it: marks as 0-based indices and as the
 * source's numbers. Where `status` is empty there is no label, only traces. What former versions did not write yet has
 * its default.
 */
export const ownRecord = z.object({
  clip_key: z.string().nullable().default(null),
  clip: z.string().nullable().default(null),
  dataset: z.string().nullable().default(null),
  subject: z.string().nullable().default(null),
  rater: raterName,
  rater_kind: raterKind.default('source'),
  rater_scheme: schemeName.nullable().default(null),
  round: round.default(1),
  status: labelStatus.nullable().default('submitted'),
  emotion: emotionName.nullable().default(null),
  distribution: distribution.nullable().default(null),
  intensity: intensity.nullable().default(null),
  onset: mark,
  apex: mark,
  offset: mark,
  onset_source: sourceNumber,
  apex_source: sourceNumber,
  offset_source: sourceNumber,
  onset_estimated: z.boolean().default(false),
  apex_estimated: z.boolean().default(false),
  offset_estimated: z.boolean().default(false),
  action_units: text.actionUnits.default(null),
  confidence: confidence.nullable().default(null),
  note: text.note.default(''),
  skip_reason: text.skipReason.default(null),
  updated_at: z.iso.datetime().optional(),
  traces: z.record(traceName, ownTrace).nullable().default(null),
});
export type OwnRecord = z.output<typeof ownRecord>;
type Column = keyof OwnRecord;

/** Column → how its cells are read, in the order of the file. */
const COLUMNS = {
  clip_key: 'text',
  clip: 'text',
  dataset: 'text',
  subject: 'text',
  rater: 'text',
  rater_kind: 'text',
  rater_scheme: 'text',
  round: 'json',
  status: 'text',
  emotion: 'text',
  distribution: 'json',
  intensity: 'json',
  onset: 'json',
  apex: 'json',
  offset: 'json',
  onset_source: 'json',
  apex_source: 'json',
  offset_source: 'json',
  onset_estimated: 'json',
  apex_estimated: 'json',
  offset_estimated: 'json',
  action_units: 'text',
  confidence: 'json',
  note: 'text',
  skip_reason: 'text',
  updated_at: 'text',
  traces: 'json',
} as const satisfies Record<Column, 'text' | 'json'>;

export const COLUMN_NAMES = Object.keys(COLUMNS);

/** Whether a column's cells are JSON: numbers, flags, shares, traces. */
export function isJsonColumn(column: string): boolean {
  return Object.entries(COLUMNS).some(([name, kind]) => name === column && kind === 'json');
}
