import { z } from 'zod';
import { emotionName } from './emotion.ts';
import { modelDescription } from './model-description.ts';

/** What a fold's training clips were like, by channel: a model sees (value - mean) / std. */
const scaler = z.union([
  z.object({ means: z.array(z.number()), stds: z.array(z.number()) }),
  // As runs of one channel were written before there were more.
  z
    .object({ mean: z.number(), std: z.number() })
    .transform(({ mean, std }) => ({ means: [mean], stds: [std] })),
]);

/** A run's weights/weights.json: how to read the files beside it, one a fold, all weights one after the other. */
export const learnedModels = z.object({
  model: modelDescription,
  /** Emotion task: in the order of the model's outputs. Empty for intensity. */
  classes: z.array(emotionName),
  /** In the order of the files: float32, little-endian, in C order. */
  weights: z.array(z.object({ name: z.string(), shape: z.array(z.number().int().positive()) })),
  folds: z.array(z.object({ file: z.string().regex(/^[\w-]+\.bin$/), name: z.string(), scaler })).min(1),
});
export type LearnedModels = z.infer<typeof learnedModels>;

/** Values in a weights file. */
export function weightCount({ weights }: Pick<LearnedModels, 'weights'>): number {
  return weights.reduce(
    (total, { shape }) => total + shape.reduce((product, length) => product * length, 1),
    0,
  );
}
