import { z } from 'zod';
import { bundleKeep, bundleReport } from '#shared/domain/bundle.ts';
import { clipId, raterId, runId, taskId } from '#shared/domain/ids.ts';
import { label, labelChange, round } from '#shared/domain/label.ts';
import { exportPlan, labelFormat } from '#shared/domain/label-format.ts';
import { labelHistoryEntry } from '#shared/domain/label-history.ts';
import { pace, queueKind } from '#shared/domain/queue.ts';
import { trace, traceName, traceValues } from '#shared/domain/trace.ts';

/** What undo and redo would do for one rater, in words fit for a tooltip; null if there is nothing. */
export const undoState = z.object({ undo: z.string().nullable(), redo: z.string().nullable() });
export type UndoState = z.infer<typeof undoState>;

const byRater = z.strictObject({ raterId });
const inRound = round.default(1);
const file = z.string().min(1, 'Name the file.');
const mergeKey = z.string().max(200).nullable();
const stepOutcome = z.object({ label: label.nullable(), clipId: clipId.nullable(), undo: undoState });
const labelled = z.object({ label, undo: undoState });
/**
 * `raters`: null: every rater's. `raterId`: who asks; in a blind project they get of others only what is revealed to
 * them. Null: the command line, whose user has the catalog itself; all.
 */
const exportRequest = {
  format: labelFormat,
  raters: z.array(raterId).min(1).nullable().default(null),
  raterId: raterId.nullable().default(null),
};

/** Labels, traces, queues, and labels on their way in and out. */
export const labelCalls = {
  /**
   * Changes the given fields of this rater's label, or of what was adjudicated. Changes with the same `mergeKey` in a
   * row are one undo step. In a blind project a new label is a draft until `status` says otherwise.
   */
  'labels.set': {
    input: z.strictObject({
      clipId,
      raterId,
      round: inRound,
      as: z.enum(['own', 'adjudicated']).default('own'),
      change: labelChange,
      mergeKey,
    }),
    output: labelled,
  },
  'labels.undo': { input: byRater, output: stepOutcome },
  'labels.redo': { input: byRater, output: stepOutcome },
  'labels.undoState': { input: byRater, output: undoState },
  /** Of the clip's labels and traces, newest first; `raterId`: who asks, `round`: which they rate in. */
  'labels.history': {
    input: z.strictObject({ clipId, raterId: raterId.nullable(), round: inRound }),
    output: z.array(labelHistoryEntry),
  },
  /** Says again what was said after an entry of the history, as a new step. `label`: null where that is a trace. */
  'labels.restore': {
    input: z.strictObject({ clipId, raterId, historyId: z.number().int().positive() }),
    output: z.object({ label: label.nullable(), undo: undoState }),
  },
  'labels.exportPlan': { input: z.strictObject(exportRequest), output: exportPlan },
  /** `file`: of formats that write a file a clip the folder to make. */
  'labels.export': {
    input: z.strictObject({ ...exportRequest, file }),
    output: z.object({ file: z.string(), labels: z.number().int() }),
  },

  'traces.ofClip': {
    input: z.strictObject({ clipId, raterId: raterId.nullable(), round: inRound }),
    output: z.array(trace),
  },
  /** Null takes the trace away. */
  'traces.set': {
    input: z.strictObject({
      clipId,
      raterId,
      round: inRound,
      name: traceName,
      values: traceValues.nullable(),
      mergeKey,
    }),
    output: z.object({ trace: trace.nullable() }),
  },

  /** How many clips each queue holds for the rater. */
  'queues.counts': {
    input: z.strictObject({ raterId, round: inRound }),
    output: z.array(z.object({ queue: queueKind, clips: z.number().int().nonnegative() })),
  },
  /** In the order to label them. `size`: at most so many; `seed`: of a random sample. */
  'queues.clips': {
    input: z.strictObject({
      queue: queueKind,
      raterId,
      round: inRound,
      size: z.number().int().positive().nullable().default(null),
      seed: z.number().int().nonnegative().default(0),
      /** For `model-disagrees`; null: the newest run that is done. */
      runId: runId.nullable().default(null),
    }),
    output: z.object({ ids: z.array(clipId) }),
  },
  'queues.pace': { input: z.strictObject({ raterId, round: inRound }), output: pace },

  /** All a rater said, with its history, to be merged on another machine. `askedBy`: as `raterId` of exports. */
  'bundles.export': {
    input: z.strictObject({ raterId, file, askedBy: raterId.nullable().default(null) }),
    output: z.object({ file: z.string(), labels: z.number().int() }),
  },
  /** Reads and compares, writes nothing. */
  'bundles.preview': {
    input: z.strictObject({ file, keep: bundleKeep.default('newer'), taskId }),
    output: bundleReport,
  },
  'bundles.merge': {
    input: z.strictObject({ file, keep: bundleKeep.default('newer'), taskId }),
    output: bundleReport,
  },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;
