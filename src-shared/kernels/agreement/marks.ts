import { medianInPlace } from './median.ts';
import { columnOf, pairsOf, type Ratings } from './ratings.ts';

/** How far two raters' marks of one kind (onset, apex or offset) lie apart. Null without a clip that both marked. */
export interface MarkDistance {
  /** Clips both marked; over all pairs of raters: their sum. */
  readonly comparisons: number;
  readonly meanFrames: number | null;
  readonly medianFrames: number | null;
  /** The share at most so many frames apart. */
  readonly within: readonly { readonly frames: number; readonly share: number | null }[];
  /** Those of them whose clip's frame rate is known; the times are over these alone. */
  readonly timed: number;
  readonly meanMs: number | null;
  readonly medianMs: number | null;
}

export interface MarkAgreement {
  readonly pairs: readonly (MarkDistance & { readonly first: number; readonly second: number })[];
  /** Every comparison counts once, so that a pair with more clips in common weighs more. */
  readonly all: MarkDistance;
}

/**
 * `marks`: the frame (index in its clip) each rater gave, NaN where none; `fps`: the clips' frame rates, NaN where
 * unknown; `withinFrames`: the distances for which shares are wanted. A RangeError where `fps` is not one a clip.
 */
export function markAgreement(
  marks: Ratings,
  fps: Float64Array,
  withinFrames: readonly number[],
): MarkAgreement {
  if (fps.length !== marks.items)
    throw new RangeError(`${fps.length} frame rates for ${marks.items} clips do not pair up.`);
  const distances = pairsOf(marks.raters.length).map(({ first, second }) => ({
    first,
    second,
    ...distancesOf(columnOf(marks, first), columnOf(marks, second), fps),
  }));
  const all = summary(
    joined(distances.map(({ frames }) => frames)),
    joined(distances.map(({ ms }) => ms)),
    withinFrames,
  );
  return {
    pairs: distances.map(({ first, second, frames, ms }) => ({
      first,
      second,
      ...summary(frames, ms, withinFrames),
    })),
    all,
  };
}

const MS_PER_S = 1000;

function distancesOf(a: Float64Array, b: Float64Array, fps: Float64Array) {
  const frames = a.map((frame, clip) => Math.abs(frame - (b[clip] ?? Number.NaN)));
  const ms = frames.map((distance, clip) => (distance / (fps[clip] ?? Number.NaN)) * MS_PER_S);
  return {
    frames: frames.filter((distance) => !Number.isNaN(distance)),
    ms: ms.filter((distance) => !Number.isNaN(distance)),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((total, part) => total + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    all.set(part, filled);
    filled += part.length;
  }
  return all;
}

function summary(frames: Float64Array, ms: Float64Array, withinFrames: readonly number[]): MarkDistance {
  const shareWithin = (limit: number) => {
    let near = 0;
    for (const distance of frames) if (distance <= limit) near++;
    return near / frames.length;
  };
  return {
    comparisons: frames.length,
    meanFrames: meanOf(frames),
    within: withinFrames.map((limit) => ({
      frames: limit,
      share: frames.length === 0 ? null : shareWithin(limit),
    })),
    medianFrames: medianInPlace(frames),
    timed: ms.length,
    meanMs: meanOf(ms),
    medianMs: medianInPlace(ms),
  };
}

function meanOf(values: Float64Array): number | null {
  let total = 0;
  for (const value of values) total += value;
  return values.length === 0 ? null : total / values.length;
}
