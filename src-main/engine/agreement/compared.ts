import type { ActionUnit } from '#shared/domain/action-units.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { type Ratings, takeItems } from '#shared/kernels/agreement/ratings.ts';

/** What raters said of the same clips: a column a rater, an entry a clip. */
export interface Compared {
  /** Intensities, frames, or places in `classes` or `codes`; NaN where a rater said nothing. */
  readonly ratings: Ratings;
  /** The values of a scale of few levels, ascending; null where intensities are continuous, and for other kinds. */
  readonly levels: readonly number[] | null;
  /** Emotions, in the order of their scheme; empty for other kinds. */
  readonly classes: readonly string[];
  /** Codes of action units as they were written; empty for other kinds. */
  readonly codes: readonly Code[];
  /** A clip each; NaN where the rate is unknown. */
  readonly fps: Float64Array;
  readonly frameCounts: Float64Array;
}

export interface Code {
  readonly text: string;
  readonly units: readonly ActionUnit[];
  readonly seen: ReadonlySet<number>;
}

export interface ComparedClip {
  readonly id: ClipId;
  readonly name: string;
  readonly subject: string | null;
}

/** The same with who said it, of which clips. */
export interface Comparison {
  readonly data: Compared;
  /** A column each. */
  readonly raters: readonly { readonly id: RaterId; readonly name: string }[];
  /** An entry each: those that at least two of the raters labelled, by id. */
  readonly clips: readonly ComparedClip[];
  /** What was left out and why, in words. */
  readonly notes: readonly string[];
}

/** The given clips in the given order, as often as they are given. */
export function takeClips(data: Compared, items: ArrayLike<number>): Compared {
  const pick = (column: Float64Array) =>
    Float64Array.from({ length: items.length }, (_, i) => column[items[i] ?? -1] ?? Number.NaN);
  return {
    ...data,
    ratings: takeItems(data.ratings, items),
    fps: pick(data.fps),
    frameCounts: pick(data.frameCounts),
  };
}

/** Two raters alone, on the clips that both labelled; `items` are those clips' places. */
export function takePair(data: Compared, a: number, b: number): { data: Compared; items: Int32Array } {
  const first = data.ratings.raters[a] ?? new Float64Array();
  const second = data.ratings.raters[b] ?? new Float64Array();
  const items = Int32Array.from(first.keys()).filter(
    (item) => !Number.isNaN(first[item] ?? Number.NaN) && !Number.isNaN(second[item] ?? Number.NaN),
  );
  const two = { ...data, ratings: { items: data.ratings.items, raters: [first, second] } };
  return { data: takeClips(two, items), items };
}
