import { countEmotions, majorityEmotion } from '../consensus.ts';
import { at, checkSameLength, sum } from '../numbers.ts';

/** The raters' median, of an even number the mean of the middle two; null where nobody rated. */
export function goldMedian(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  return lower === undefined || upper === undefined ? null : lower + (upper - lower) / 2;
}

export interface GoldMajority {
  /** Null on a tie, and where nobody said any. */
  readonly emotion: string | null;
  /** The emotions that tie, in alphabetical order; empty where there is no tie. */
  readonly tied: readonly string[];
}

/** What the most raters said. */
export function goldMajority(emotions: readonly string[]): GoldMajority {
  const majority = majorityEmotion(emotions);
  if (majority === null) return { emotion: null, tied: [] };
  return 'tie' in majority ? { emotion: null, tied: majority.tie } : { emotion: majority.emotion, tied: [] };
}

/** The share of raters who said each class; null where nobody said any. A RangeError of an emotion that is no class. */
export function voteShares(emotions: readonly string[], classes: readonly string[]): number[] | null {
  const stranger = emotions.find((emotion) => !classes.includes(emotion));
  if (stranger !== undefined)
    throw new RangeError(`${stranger} is none of the classes: ${classes.join(', ')}.`);
  if (emotions.length === 0) return null;
  const counts = countEmotions(emotions);
  return classes.map((name) => (counts.get(name) ?? 0) / emotions.length);
}

/**
 * The mean of the raters' distributions over the same classes, each first scaled to a sum of 1; null where nobody gave
 * one. A RangeError of one with a negative share, none above 0, or another number of classes.
 */
export function meanDistribution(distributions: readonly (readonly number[])[]): number[] | null {
  const [first] = distributions;
  if (first === undefined) return null;
  const scaled = distributions.map((distribution) => {
    checkSameLength(first, distribution);
    const total = sum(distribution);
    if (!(total > 0 && Number.isFinite(total)) || distribution.some((share) => share < 0))
      throw new RangeError(`${distribution.join(', ')} is no distribution.`);
    return distribution.map((share) => share / total);
  });
  return first.map((_, index) => sum(scaled.map((shares) => at(shares, index))) / scaled.length);
}
