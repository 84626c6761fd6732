import { createRandom } from '#shared/base/random.ts';
import { quantileOf } from '#shared/kernels/agreement/bootstrap.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The middle 95 % of a statistic over `replicates` samples of whole groups, drawn with replacement (Efron's percentile
 * interval; groups are subjects, since clips of one subject are alike). Samples where it is undefined (NaN) are left out.
 */
export function clusterBootstrap<T>(
  groups: readonly (readonly T[])[],
  statistic: (items: readonly T[]) => number,
  replicates: number,
  seed: number,
): Interval {
  const random = createRandom(seed);
  const values: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const sample = groups.flatMap(() => groups[random.int(groups.length)] ?? []);
    const value = statistic(sample);
    if (Number.isFinite(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  return { low: quantileOf(values, 0.025), high: quantileOf(values, 0.975) };
}
