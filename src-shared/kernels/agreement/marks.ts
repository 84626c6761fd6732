import { columnOf, pairsOf, type Ratings } from './ratings.ts';
import { Tally } from './tally.ts';

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
  const rates = ratesOf(fps);
  const all = emptyTallies(rates);
  const pairs = pairsOf(marks.raters.length).map(({ first, second }) => {
    const tallies = emptyTallies(rates);
    tallyDistances(columnOf(marks, first), columnOf(marks, second), rates, tallies);
    tallies.forEach((tally, rate) => {
      all[rate]?.addAll(tally);
    });
    return { first, second, ...summary(tallies, rates, withinFrames) };
  });
  return { pairs, all: summary(all, rates, withinFrames) };
}

/** The frame rates there are, NaN for an unknown one, and which each clip has. */
interface Rates {
  readonly fps: readonly number[];
  readonly ofClip: Uint32Array;
}

function ratesOf(fps: Float64Array): Rates {
  const places = new Map<number, number>();
  const ofClip = Uint32Array.from(fps, (rate) => {
    const place = places.get(rate) ?? places.size;
    places.set(rate, place);
    return place;
  });
  return { fps: [...places.keys()], ofClip };
}

/** A data set has a handful of frame rates; where every clip has one of its own, lists would fill the memory. */
const FEW_RATES = 32;

function emptyTallies({ fps }: Rates): Tally[] {
  return fps.map(() => new Tally(fps.length > FEW_RATES));
}

function tallyDistances(a: Float64Array, b: Float64Array, rates: Rates, tallies: readonly Tally[]): void {
  for (let clip = 0; clip < a.length; clip++) {
    const distance = Math.abs((a[clip] ?? Number.NaN) - (b[clip] ?? Number.NaN));
    if (!Number.isNaN(distance)) tallies[rates.ofClip[clip] ?? 0]?.add(distance);
  }
}

const MS_PER_S = 1000;

function summary(tallies: readonly Tally[], rates: Rates, withinFrames: readonly number[]): MarkDistance {
  const frames: Counted[] = [];
  const ms: Counted[] = [];
  tallies.forEach((tally, index) => {
    const fps = rates.fps[index] ?? Number.NaN;
    for (const [value, times] of tally.entries()) {
      frames.push({ value, times });
      if (!Number.isNaN(fps)) ms.push({ value: (value / fps) * MS_PER_S, times });
    }
  });
  const comparisons = timesOf(frames);
  const timed = timesOf(ms);
  return {
    comparisons,
    meanFrames: meanOf(frames, comparisons),
    medianFrames: medianOf(frames, comparisons),
    within: withinFrames.map((limit) => ({
      frames: limit,
      share: comparisons === 0 ? null : timesOf(frames.filter(({ value }) => value <= limit)) / comparisons,
    })),
    timed,
    meanMs: meanOf(ms, timed),
    medianMs: medianOf(ms, timed),
  };
}

interface Counted {
  readonly value: number;
  readonly times: number;
}

function timesOf(values: readonly Counted[]): number {
  return values.reduce((total, { times }) => total + times, 0);
}

function meanOf(values: readonly Counted[], n: number): number | null {
  return n === 0 ? null : values.reduce((total, { value, times }) => total + value * times, 0) / n;
}

/** Of an even number the mean of the middle two. */
function medianOf(values: readonly Counted[], n: number): number | null {
  if (n === 0) return null;
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const valueAt = (place: number) => {
    let passed = 0;
    return sorted.find(({ times }) => {
      passed += times;
      return passed > place;
    });
  };
  const lower = valueAt(Math.floor((n - 1) / 2))?.value ?? Number.NaN;
  const upper = valueAt(Math.floor(n / 2))?.value ?? Number.NaN;
  return lower + (upper - lower) / 2;
}
