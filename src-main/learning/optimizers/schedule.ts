import { assertNever } from '#shared/base/assert-never.ts';
import type { ScheduleSpec } from '#shared/domain/learning-spec.ts';

/**
 * The learning rate of an epoch, counted from 1 to `epochs`. The cosine's warm-up rises in equal steps that reach
 * `learningRate` in the epoch after it; the last epoch has `finalShare` of it.
 */
export function learningRateAt(
  schedule: ScheduleSpec,
  learningRate: number,
  epoch: number,
  epochs: number,
): number {
  switch (schedule.kind) {
    case 'constant':
      return learningRate;
    case 'step':
      return learningRate * schedule.factor ** Math.floor((epoch - 1) / schedule.everyEpochs);
    case 'cosine': {
      const { warmupEpochs, finalShare } = schedule;
      if (epoch <= warmupEpochs) return (learningRate * epoch) / (warmupEpochs + 1);
      const way = (epoch - warmupEpochs - 1) / Math.max(1, epochs - warmupEpochs - 1);
      return learningRate * (finalShare + ((1 - finalShare) * (1 + Math.cos(Math.PI * way))) / 2);
    }
    default:
      return assertNever(schedule);
  }
}
