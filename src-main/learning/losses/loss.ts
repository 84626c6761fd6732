import { assertNever } from '#shared/base/assert-never.ts';
import type { LossSpec } from '#shared/domain/learning-spec.ts';
import type { Loss } from './batch-loss.ts';
import { concordanceLoss, huber, meanAbsoluteError, meanSquaredError } from './intensity-losses.ts';
import { crossEntropy, focal, klDivergence } from './logit-losses.ts';

export type { Loss } from './batch-loss.ts';

/** The tensor form of the formulas in src-shared/kernels/losses. */
export function createLoss(spec: LossSpec): Loss {
  switch (spec.kind) {
    case 'mse':
      return meanSquaredError;
    case 'mae':
      return meanAbsoluteError;
    case 'huber':
      return huber(spec.delta);
    case 'ccc':
      return concordanceLoss;
    case 'cross-entropy':
      return crossEntropy('one emotion', spec.labelSmoothing);
    case 'focal':
      return focal(spec.gamma);
    case 'soft-cross-entropy':
      return crossEntropy('distribution', 0);
    case 'kl':
      return klDivergence;
    default:
      return assertNever(spec);
  }
}
