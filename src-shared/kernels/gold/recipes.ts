import type { Distribution } from '../../domain/label.ts';
import { type Answers, addUp, type Heard, leadersOf, sharesOf } from '../class-maps.ts';

/** The raters' median, of an even number the mean of the middle two; null where nobody rated. */
export function goldMedian(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  return lower === undefined || upper === undefined ? null : lower + (upper - lower) / 2;
}

/**
 * What raters make of a clip's emotion. What a class map drops is an answer too, "none of these classes": one `disgust`
 * against two `others` is not negative. Who gave nothing, or gave it in a scheme from which no map leads, does not count.
 */
export interface Poll {
  /** Null on a tie, where most said none of the classes, and where nobody answered. */
  readonly emotion: string | null;
  /** The answers with most votes, null for none of the classes; empty where nobody answered. */
  readonly leaders: readonly (string | null)[];
  /** The leaders' share of all answers; null where nobody answered. */
  readonly share: number | null;
  /** The shares of the classes among the answers that are one of them. */
  readonly distribution: Distribution | null;
}

/** A vote for each rater's most probable class. */
export function goldMajority(heard: readonly Pick<Heard, 'emotion' | 'missing'>[]): Poll {
  return pollOf(
    addUp(
      heard.flatMap(({ emotion, missing }): [string | null, number][] =>
        emotion !== null || missing === 'dropped' ? [[emotion, 1]] : [],
      ),
    ),
  );
}

/** The mean of the raters' distributions, where whoever gave one emotion gave it all of their share. */
export function goldMeanDistribution(heard: readonly Heard[]): Poll {
  return pollOf(addUp(heard.flatMap(sharesIn)));
}

function sharesIn({ emotion, distribution, dropped }: Heard): [string | null, number][] {
  const certain = emotion === null ? {} : { [emotion]: 1 };
  const given = Object.entries(distribution ?? certain);
  const shares = given.map(([name, share]): [string, number] => [name, share * (1 - dropped)]);
  return dropped > 0 ? [...shares, [null, dropped]] : shares;
}

function pollOf(answers: Answers): Poll {
  const leaders = leadersOf(answers);
  const [first] = leaders;
  const total = [...answers.values()].reduce((sum, amount) => sum + amount, 0);
  return {
    emotion: leaders.length === 1 ? (first ?? null) : null,
    leaders,
    share: first === undefined ? null : (answers.get(first) ?? 0) / total,
    distribution: sharesOf(answers),
  };
}
