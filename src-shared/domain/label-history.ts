import { z } from 'zod';
import { clipId, raterId } from './ids.ts';
import { labelCause, labelValues, round } from './label.ts';
import { traceName } from './trace.ts';

const change = {
  id: z.number().int().positive(),
  clipId,
  raterId,
  raterName: z.string(),
  round,
  /** Who did it, which need not be the rater; null for an import. */
  actorName: z.string().nullable(),
  at: z.iso.datetime(),
  cause: labelCause,
  /** Whether what it led to is what is said now. */
  isPresent: z.boolean(),
};

/** One row of a label's history; `before` is null for the first, `after` where the label was taken away. */
const labelEntry = z.object({
  ...change,
  item: z.literal('label'),
  before: labelValues.nullable(),
  after: labelValues.nullable(),
});
export type LabelEntry = z.infer<typeof labelEntry>;

/** How many points a trace had; null where there was none. */
const pointCount = z.number().int().positive().nullable();

/** One row of a trace's history. */
const traceEntry = z.object({
  ...change,
  item: z.literal('trace'),
  name: traceName,
  before: pointCount,
  after: pointCount,
});
export type TraceEntry = z.infer<typeof traceEntry>;

export const labelHistoryEntry = z.discriminatedUnion('item', [labelEntry, traceEntry]);
export type LabelHistoryEntry = z.infer<typeof labelHistoryEntry>;
