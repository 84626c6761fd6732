import type { RunSpec } from '#shared/domain/run-spec.ts';
import {
  balancedClassWeights,
  densityWeight,
  effectiveNumberWeights,
} from '#shared/kernels/losses/weights.ts';
import { at, sum } from '#shared/kernels/numbers.ts';

/** How much a clip counts in the loss, by what is true of it. */
export type WeightOf = (yTrue: number, distribution: readonly number[] | null) => number;

/**
 * Weights learned from the training clips alone; the function then weighs any clip. Null where all count the same.
 * Raters' distributions count in shares: a clip adds its share to each class's count, and weighs what its classes do
 * on average. A class that no training clip has weighs 1.
 */
export function fitClipWeights(
  { classWeights, densityWeights }: Pick<RunSpec, 'classWeights' | 'densityWeights'>,
  yTrue: readonly number[],
  distributions: readonly (readonly number[])[] | null,
  classes: readonly string[],
): WeightOf | null {
  if (densityWeights !== null) return densityWeight(yTrue, densityWeights);
  if (classWeights.kind === 'none') return null;
  const weights = weightsOfClasses(classWeights, countClasses(yTrue, distributions, classes.length), classes);
  return (label, distribution) =>
    distribution === null
      ? at(weights, label)
      : sum(distribution.map((share, index) => share * at(weights, index)));
}

function weightsOfClasses(
  spec: Exclude<RunSpec['classWeights'], { kind: 'none' }>,
  counts: readonly number[],
  classes: readonly string[],
): readonly number[] {
  if (spec.kind === 'given') return classes.map((name) => spec.weights[name] ?? 1);
  return spec.kind === 'balanced' ? balancedClassWeights(counts) : effectiveNumberWeights(counts, spec.beta);
}

function countClasses(
  yTrue: readonly number[],
  distributions: readonly (readonly number[])[] | null,
  classCount: number,
): number[] {
  return Array.from({ length: classCount }, (_, index) =>
    distributions === null
      ? yTrue.filter((label) => label === index).length
      : sum(distributions.map((row) => at(row, index))),
  );
}
