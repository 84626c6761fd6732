import { z } from 'zod';
import { emotionName } from './emotion.ts';
import { clipId, runId } from './ids.ts';
import { runSpec } from './run-spec.ts';

/** `interrupted`: the program ended while it waited or trained. What is interrupted, failed or cancelled can be resumed. */
export const runStatus = z.enum([
  'queued',
  'preparing',
  'training',
  'done',
  'failed',
  'cancelled',
  'interrupted',
]);
export type RunStatus = z.infer<typeof runStatus>;

/**
 * One epoch of one fold. `heldOutLoss` is watched only: nothing is chosen by it. `validationLoss`, of a part of the
 * training subjects, is what early stopping looks at; null without it.
 */
export const epochRecord = z.object({
  fold: z.number().int().nonnegative(),
  epoch: z.number().int().positive(),
  loss: z.number(),
  validationLoss: z.number().nullable(),
  heldOutLoss: z.number().nullable(),
  seconds: z.number().nonnegative(),
  /** Of the trainer's process, resident, at its highest so far; null in runs of earlier versions. */
  peakMemoryMiB: z.number().nullable(),
});
export type EpochRecord = z.infer<typeof epochRecord>;

/** The held-out prediction of one clip, made by the model of `fold`, which never saw the clip; nor its subject, where the run is subject-independent. */
export const prediction = z.object({
  clipId,
  clipName: z.string(),
  subject: z.string().nullable(),
  fold: z.number().int().nonnegative(),
  /** Emotion name, or intensity. */
  truth: z.union([emotionName, z.number()]),
  prediction: z.union([emotionName, z.number()]),
  /** Highest class probability; null for intensity. */
  confidence: z.number().nullable(),
  /** In the order of the run's classes; null for intensity. */
  probabilities: z.array(z.number()).nullable(),
});
export type Prediction = z.infer<typeof prediction>;

/** One fold of a split, by clip. */
export const fold = z.object({
  name: z.string(),
  trainClipIds: z.array(clipId),
  testClipIds: z.array(clipId),
});
export type Fold = z.infer<typeof fold>;

/** A run's table row. */
export const runRow = z.object({
  id: runId,
  task: z.enum(['intensity', 'emotion']),
  status: runStatus,
  createdAt: z.iso.datetime(),
  /** What it trained on; null until it started. */
  backend: z.string().nullable(),
  seconds: z.number().nullable(),
  foldCount: z.number().int(),
  foldsDone: z.number().int(),
  clipCount: z.number().int(),
  split: z.string(),
  /** False for splits by clip: every figure then carries a warning. */
  subjectIndependent: z.boolean(),
  /** UF1 for emotion, CCC for intensity; null until done. */
  headline: z.number().nullable(),
  /** The cause in words, where it failed. */
  failure: z.string().nullable(),
  /** Clips whose target changed since: any makes the run stale. */
  staleClipCount: z.number().int(),
  /** The file of the published log that was kept as this run, without spec or models; null where it was trained here. */
  log: z.string().nullable(),
});
export type RunRow = z.infer<typeof runRow>;

export const runDetail = runRow.extend({
  spec: runSpec,
  classes: z.array(emotionName),
  history: z.array(epochRecord),
  folds: z.array(
    z.object({
      name: z.string(),
      trainClips: z.number().int(),
      testClips: z.number().int(),
      trainSubjects: z.number().int(),
      testSubjects: z.number().int(),
      /** UF1 or CCC of this fold's held-out clips alone; null until it is done, or where it is undefined. */
      headline: z.number().nullable(),
    }),
  ),
  /** Clips asked for but not used, and why. */
  leftOut: z.array(z.object({ clipId, clipName: z.string(), reason: z.string() })),
  /** The state of all labels when the run froze its data; null for runs of earlier versions. */
  labelVersion: z.number().int().nonnegative().nullable(),
  dir: z.string(),
});
export type RunDetail = z.infer<typeof runDetail>;

/** What a spec would do, before it starts. `problems` keep it from starting; `warnings` do not. */
export const runPlan = z.object({
  clipCount: z.number().int(),
  subjectCount: z.number().int(),
  foldCount: z.number().int(),
  /** Such as "5 folds by subject: about 19 subjects train, 5 test". */
  summary: z.string(),
  classCounts: z.record(z.string(), z.number().int()),
  leftOut: runDetail.shape.leftOut,
  warnings: z.array(z.string()),
  problems: z.array(z.string()),
  /** From this project's finished runs on the backend that will be used; null if there were none. */
  estimatedSeconds: z.number().nullable(),
});
export type RunPlan = z.infer<typeof runPlan>;
