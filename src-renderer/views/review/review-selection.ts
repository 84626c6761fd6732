import { z } from 'zod';
import type { ClipId } from '#shared/domain/ids.ts';
import type { ReviewedPrediction } from '#shared/domain/review.ts';

/** What is picked in a figure; its clips are listed beside it. */
export const reviewSelection = z.discriminatedUnion('kind', [
  /** The worst first: wrong and sure, or far off. */
  z.object({ kind: z.literal('errors') }),
  z.object({ kind: z.literal('cell'), truth: z.string(), prediction: z.string() }),
  /** All clips of a class, whatever was predicted. */
  z.object({ kind: z.literal('class'), name: z.string() }),
  z.object({ kind: z.literal('clips'), ids: z.array(z.number().int()) }),
]);
export type ReviewSelection = z.infer<typeof reviewSelection>;

export const ERRORS: ReviewSelection = { kind: 'errors' };

/** The predictions a selection stands for, in the order they are listed. */
export function selectPredictions(
  predictions: readonly ReviewedPrediction[],
  selection: ReviewSelection,
): ReviewedPrediction[] {
  switch (selection.kind) {
    case 'errors':
      return predictions.filter(isError).sort((a, b) => severity(b) - severity(a));
    case 'cell':
      return predictions
        .filter((p) => p.truth === selection.truth && p.prediction === selection.prediction)
        .sort((a, b) => severity(b) - severity(a));
    case 'class':
      return predictions.filter((p) => p.truth === selection.name).sort((a, b) => severity(b) - severity(a));
    case 'clips': {
      const ids = new Set<number>(selection.ids);
      return predictions.filter((p) => p.clipId !== null && ids.has(p.clipId));
    }
  }
}

/** Every intensity is somewhat off: all count, the farthest first. */
function isError(prediction: ReviewedPrediction): boolean {
  return typeof prediction.truth === 'number' || prediction.truth !== prediction.prediction;
}

/** How much a prediction deserves a look: distance for intensity; for emotions wrong before right, then how sure. */
function severity({ truth, prediction, confidence }: ReviewedPrediction): number {
  if (typeof truth === 'number' && typeof prediction === 'number') return Math.abs(truth - prediction);
  return (truth === prediction ? 0 : 1) + (confidence ?? 0);
}

/** The selection in words, as the heading of its list. */
export function selectionTitle(selection: ReviewSelection, task: 'emotion' | 'intensity'): string {
  switch (selection.kind) {
    case 'errors':
      return task === 'emotion' ? 'All errors, the surest first' : 'All clips, the farthest off first';
    case 'cell':
      return selection.truth === selection.prediction
        ? `${selection.truth}, recognised`
        : `${selection.truth} predicted as ${selection.prediction}`;
    case 'class':
      return `All clips of ${selection.name}`;
    case 'clips':
      return selection.ids.length === 1
        ? 'The clip of this point'
        : `The ${selection.ids.length} clips of this point`;
  }
}

/** The clips of a list, as Label walks through them; without those that the project does not have. */
export const clipIdsOf = (predictions: readonly ReviewedPrediction[]): ClipId[] =>
  predictions.flatMap((p) => p.clipId ?? []);
