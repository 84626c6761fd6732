import { assertNever } from '#shared/base/assert-never.ts';
import type { OptimizerSpec } from '#shared/domain/learning-spec.ts';
import { createAdam } from './adam.ts';
import { createSgd } from './sgd.ts';
import type { Optimizer } from './train-state.ts';

export type { Optimizer, TrainState } from './train-state.ts';

export function createOptimizer(spec: OptimizerSpec): Optimizer {
  switch (spec.kind) {
    case 'adam':
      return createAdam(0);
    case 'adamw':
      return createAdam(spec.weightDecay);
    case 'sgd':
      return createSgd(spec.momentum);
    default:
      return assertNever(spec);
  }
}
