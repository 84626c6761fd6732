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

/** All the review page shows of a run. */
export const runReview = z.object({
  runId,
  figures: runFigures,
  predictions: z.array(prediction),
  subjectIndependent: z.boolean(),
  /** Clips whose target changed since the run was started. */
  staleClipIds: z.array(clipId),
});
export type RunReview = z.infer<typeof runReview>;
