import { z } from 'zod';
import { backendReport } from '#shared/domain/backend.ts';
import { backup, projectHealth } from '#shared/domain/backup.ts';
import { clipFacets, clipFilter, clipMedia, clipRow, clipSort } from '#shared/domain/clip.ts';
import { clipId, raterId, runId, taskId } from '#shared/domain/ids.ts';
import { importReport, importRequest } from '#shared/domain/import.ts';
import { label, round } from '#shared/domain/label.ts';
import { projectSummary, recentProject } from '#shared/domain/project.ts';
import { rater, raterName } from '#shared/domain/rater.ts';
import { runReview } from '#shared/domain/review.ts';
import { runDetail, runPlan, runRow } from '#shared/domain/run.ts';
import { runSpec } from '#shared/domain/run-spec.ts';
import { agreementCalls } from './agreement-calls.ts';
import { frameCalls } from './frame-calls.ts';
import { labelCalls } from './label-calls.ts';
import { schemeCalls } from './scheme-calls.ts';

export type { UndoState } from './label-calls.ts';

const none = z.strictObject({});
const ok = z.strictObject({});
const projectDir = z.string().min(1, 'Name the project folder.');
/** Chords such as `ctrl+z`, by the command they perform. */
const keyChanges = z.record(z.string().min(1).max(200), z.array(z.string().min(1).max(60)).max(8));
/** Chosen by the caller, so that it can cancel work whose answer it still waits for. */
const asTask = { taskId };

/**
 * Every call there is: name → input and output. All adapters (desktop, browser, command line, in process)
 * carry exactly these; both sides parse. A call answers once its effect is on disk.
 */
export const calls = {
  'app.info': {
    input: none,
    output: z.object({
      version: z.string(),
      host: z.enum(['desktop', 'browser', 'in-process']),
      notice: z.string().nullable(),
      defaultProjectsDir: z.string(),
      raterName: z.string().nullable(),
    }),
  },
  /** What this machine's user changed of the keys: {command: its keys}. A command that is not named has its usual ones. */
  'app.keys': { input: none, output: keyChanges },
  'app.putKeys': { input: z.strictObject({ keys: keyChanges }), output: keyChanges },
  'tasks.cancel': { input: z.strictObject({ taskId }), output: ok },

  'projects.recent': { input: none, output: z.array(recentProject) },
  'projects.current': { input: none, output: projectSummary.nullable() },
  'projects.open': { input: z.strictObject({ dir: projectDir }), output: projectSummary },
  'projects.create': { input: z.strictObject({ dir: projectDir }), output: projectSummary },
  /** Makes the demo project in `dir` (or opens it if it is there), through the ordinary importers. */
  'projects.demo': {
    input: z.strictObject({ dir: projectDir, seed: z.number().int().nonnegative(), ...asTask }),
    output: projectSummary,
  },
  'projects.close': { input: none, output: ok },
  /** Whether the catalog is whole, as far as is known; the check of a large one goes on behind the work. */
  'projects.health': { input: none, output: projectHealth },

  /** Newest first; `failure`: why the last one that was to be made unasked was not. */
  'backups.list': {
    input: none,
    output: z.object({ backups: z.array(backup), failure: z.string().nullable() }),
  },
  /** Copies the catalog into the new `file`; null: among the project's own backups. Restoring is the command line's. */
  'backups.make': { input: z.strictObject({ file: z.string().min(1).nullable() }), output: backup },

  'raters.list': { input: none, output: z.array(rater) },
  /** Finds the person of that name or makes them; remembered as this machine's rater. */
  'raters.enter': { input: z.strictObject({ name: raterName }), output: rater },

  ...schemeCalls,

  'clips.query': {
    input: z.strictObject({ filter: clipFilter, sort: clipSort, raterId: raterId.nullable() }),
    output: z.object({ ids: z.array(clipId), facets: clipFacets }),
  },
  'clips.rows': {
    input: z.strictObject({ ids: z.array(clipId).max(1000), raterId: raterId.nullable() }),
    output: z.array(clipRow),
  },
  /** A page of the same, in order, with how many there are in all. */
  'clips.page': {
    input: z.strictObject({
      filter: clipFilter,
      sort: clipSort,
      raterId: raterId.nullable(),
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(1000),
    }),
    output: z.object({ total: z.number().int(), rows: z.array(clipRow) }),
  },
  'clips.facets': {
    input: z.strictObject({ filter: clipFilter, raterId: raterId.nullable() }),
    output: clipFacets,
  },
  'clips.detail': {
    input: z.strictObject({ clipId, raterId: raterId.nullable(), round: round.default(1) }),
    output: z.object({ clip: clipRow, labels: z.array(label), media: clipMedia }),
  },

  ...frameCalls,
  ...labelCalls,
  ...agreementCalls,

  /** Reads the whole source, writes nothing. `planId` runs exactly what was previewed. */
  'imports.preview': {
    input: z.strictObject({ request: importRequest, ...asTask }),
    output: z.object({ planId: z.string(), report: importReport }),
  },
  'imports.run': { input: z.strictObject({ planId: z.string(), ...asTask }), output: importReport },

  'runs.plan': { input: z.strictObject({ spec: runSpec }), output: runPlan },
  'runs.start': { input: z.strictObject({ spec: runSpec }), output: z.object({ runId }) },
  /**
   * Keeps a published MEGC log as a run that is reviewed like any other, also without its clips: those that the project
   * has, or gets later, are found by data set, subject and name. `skipped`: lines that count in no figure.
   */
  'runs.keepLog': {
    input: z.strictObject({ file: z.string().min(1, 'Name the log.') }),
    output: z.object({ runId, skipped: z.array(z.object({ line: z.number().int(), reason: z.string() })) }),
  },
  'runs.cancel': { input: z.strictObject({ runId }), output: ok },
  /** Goes on after the last checkpoint of a run that was interrupted, failed or cancelled; the data stay as they were frozen. */
  'runs.resume': { input: z.strictObject({ runId }), output: ok },
  /** The last lines of the run's log. */
  'runs.log': {
    input: z.strictObject({ runId, maxLines: z.number().int().min(1).max(5000) }),
    output: z.object({ lines: z.array(z.string()) }),
  },
  /** Writes a finished run's models (TF.js, ONNX), spec, history, predictions and model card into a new folder `dir`. */
  'runs.export': {
    input: z.strictObject({ runId, dir: z.string().min(1), ...asTask }),
    output: z.object({ dir: z.string(), files: z.array(z.string()) }),
  },
  /**
   * Labels clips as the rater `Model RUN`, of kind `model`; never touches a person's label. A clip that the run held
   * out gets that prediction, any other the mean of its models. Null: all clips of the project.
   */
  'runs.predict': {
    input: z.strictObject({ runId, clipIds: z.array(clipId).nullable(), ...asTask }),
    output: z.object({
      rater,
      predicted: z.number().int(),
      /** Predicted by a model that never saw the clip; nor its subject, where the run is subject-independent. */
      heldOut: z.number().int(),
      leftOut: z.array(z.object({ clipId, clipName: z.string(), reason: z.string() })),
    }),
  },
  'runs.list': { input: none, output: z.array(runRow) },
  'runs.show': { input: z.strictObject({ runId }), output: runDetail },
  'runs.review': { input: z.strictObject({ runId }), output: runReview },

  'backends.list': { input: none, output: z.array(backendReport) },
  /** Looks again, as after something was mended. */
  'backends.retry': { input: none, output: z.array(backendReport) },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
/** The input after parsing, with defaults filled in: what a handler gets. */
export type CallRequest<N extends CallName> = z.output<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>;

/** The one function every client has, whichever adapter carries it. Rejects with an OnsetError. */
export type Caller = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}
