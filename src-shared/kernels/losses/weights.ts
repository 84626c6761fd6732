import type { DensityWeightsSpec } from '#shared/domain/learning-spec.ts';
import { at, sum } from '../numbers.ts';

/**
 * n / (classes * count) over the classes that occur (scikit-learn's `balanced`); 1, what a clip weighs on average, for
 * one that does not. Counts may be sums of shares.
 */
export function balancedClassWeights(classCounts: readonly number[]): number[] {
  const present = classCounts.filter((count) => count > 0).length;
  const total = sum(classCounts);
  return classCounts.map((count) => (count > 0 ? total / (present * count) : 1));
}

/**
 * Cui et al. 2019: (1 - beta) / (1 - beta^count), scaled so that the classes that occur weigh 1 on average; 1 for one
 * that does not. From all alike (beta 0) to the inverse of the counts (beta towards 1).
 */
export function effectiveNumberWeights(classCounts: readonly number[], beta: number): number[] {
  // 1 - beta^count without rounding off what is left of a beta close to 1.
  const raw = classCounts.map((count) => (count > 0 ? (1 - beta) / -Math.expm1(count * Math.log(beta)) : 0));
  const scale = raw.filter((weight) => weight > 0).length / sum(raw);
  return raw.map((weight) => (weight > 0 ? weight * scale : 1));
}

/**
 * Label distribution smoothing (Yang et al. 2021): the weight of an intensity is one over the density of its bin, by a
 * histogram of the training intensities over [0, 1] smoothed with a Gaussian; scaled so that training clips weigh 1 on
 * average. An intensity rarer than any of theirs weighs as the rarest does.
 */
export function densityWeight(
  yTrue: readonly number[],
  { bins, sigmaBins }: DensityWeightsSpec,
): (intensity: number) => number {
  const binOf = (intensity: number) => Math.min(bins - 1, Math.max(0, Math.floor(intensity * bins)));
  const counts = new Array<number>(bins).fill(0);
  for (const intensity of yTrue) counts[binOf(intensity)] = at(counts, binOf(intensity)) + 1;
  const densities = counts.map((_, bin) =>
    sum(counts.map((count, other) => count * Math.exp(-(((bin - other) / sigmaBins) ** 2) / 2))),
  );
  const raw = yTrue.map((intensity) => 1 / at(densities, binOf(intensity)));
  const scale = raw.length / sum(raw);
  const most = raw.reduce((highest, weight) => Math.max(highest, weight), 0);
  return (intensity) => scale * Math.min(most, 1 / at(densities, binOf(intensity)));
}
