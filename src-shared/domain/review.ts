import { z } from 'zod';
import { emotionName } from './emotion.ts';
import { clipId, runId } from './ids.ts';
import { prediction } from './run.ts';

const classFigures = z.object({
  name: emotionName,
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  support: z.number().int(),
});

/** Pooled over all folds: counts are summed first, figures computed once. */
export const emotionFigures = z.object({
  task: z.literal('emotion'),
  classes: z.array(emotionName),
  /** confusion[truth][prediction], in counts. */
  confusion: z.array(z.array(z.number().int())),
  /** Each row divided by its support; rows without support are 0. */
  confusionByRow: z.array(z.array(z.number())),
  perClass: z.array(classFigures),
  accuracy: z.number(),
  macroF1: z.number(),
  weightedF1: z.number(),
  uf1: z.number(),
  uar: z.number(),
});
export type EmotionFigures = z.infer<typeof emotionFigures>;

/** Null where undefined (no clips, or constant values). */
export const intensityFigures = z.object({
  task: z.literal('intensity'),
  mse: z.number().nullable(),
  mae: z.number().nullable(),
  rmse: z.number().nullable(),
  ccc: z.number().nullable(),
  pearson: z.number().nullable(),
});
export type IntensityFigures = z.infer<typeof intensityFigures>;

export const runFigures = z.discriminatedUnion('task', [emotionFigures, intensityFigures]);
export type RunFigures = z.infer<typeof runFigures>;

/** Of a kept log: `clipId` is null where the project does not have the clip; `dataset` is what the log says. */
export const reviewedPrediction = prediction.extend({
  clipId: clipId.nullable(),
  dataset: z.string().nullable(),
});
export type ReviewedPrediction = z.infer<typeof reviewedPrediction>;

/** All the review page shows of a run. */
export const runReview = z.object({
  runId,
  figures: runFigures,
  predictions: z.array(reviewedPrediction),
  subjectIndependent: z.boolean(),
  /** Clips whose target changed since the run was started. */
  staleClipIds: z.array(clipId),
  /** Where a published log was kept as the run: its file, and how many of its lines could not be read. */
  log: z.object({ file: z.string(), skippedLines: z.number().int() }).nullable(),
});
export type RunReview = z.infer<typeof runReview>;
