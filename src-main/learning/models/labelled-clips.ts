import { type ClipSource, subset } from '../features/clip-source.ts';
import type { BatchTruth } from '../losses/truth.ts';
import type { WeightOf } from '../losses/weights.ts';

/** Clips with what is true of each. */
export interface LabelledClips {
  readonly x: ClipSource;
  /** Its intensity, or the index of its class. */
  readonly yTrue: readonly number[];
  /** The raters' share for each class; null where one emotion, or an intensity, is learned. */
  readonly distributions: readonly (readonly number[])[] | null;
}

/** The clips at `indices`, as clips of their own. */
export function pickClips(data: LabelledClips, indices: readonly number[]): LabelledClips {
  return {
    x: subset(data.x, indices),
    yTrue: pick(data.yTrue, indices),
    distributions: data.distributions === null ? null : pick(data.distributions, indices),
  };
}

/** What a loss needs to know of the clips at `indices`. */
export function truthOf(
  data: Omit<LabelledClips, 'x'>,
  indices: readonly number[],
  weightOf: WeightOf | null,
): BatchTruth {
  const yTrue = pick(data.yTrue, indices);
  const distributions = data.distributions === null ? null : pick(data.distributions, indices);
  const weights =
    weightOf === null ? null : yTrue.map((label, row) => weightOf(label, distributions?.[row] ?? null));
  return { yTrue, distributions, weights };
}

function pick<T>(values: readonly T[], indices: readonly number[]): T[] {
  return indices.map((index) => {
    const value = values[index];
    if (value === undefined) throw new RangeError(`There is no clip ${index} among ${values.length}.`);
    return value;
  });
}
