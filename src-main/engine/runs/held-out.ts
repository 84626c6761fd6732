import { OnsetError } from '#shared/base/errors.ts';
import type { Fold, Prediction } from '#shared/domain/run.ts';

/**
 * A figure is worth nothing if its clip was trained on. Throws OnsetError `internal` unless the predictions of fold
 * `index` are of the clips it held out, each once.
 */
export function requireHeldOut(
  folds: readonly Fold[],
  index: number,
  predictions: readonly Pick<Prediction, 'clipId'>[],
): void {
  const fold = folds[index];
  const heldOut = new Set(fold?.testClipIds);
  const predicted = new Set(predictions.map(({ clipId }) => clipId));
  const areAll = predicted.size === heldOut.size && predictions.length === heldOut.size;
  if (areAll && predictions.every(({ clipId }) => heldOut.has(clipId))) return;
  throw new OnsetError(
    'internal',
    `The trainer's predictions of ${fold?.name ?? `fold ${index}`} are not those of the clips it held out.`,
  );
}
