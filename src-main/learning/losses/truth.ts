/** What is true of a batch of clips. */
export interface BatchTruth {
  /** Intensities, or indices of classes. */
  readonly yTrue: readonly number[];
  /** The raters' share for each class, a row a clip, each summing to 1; null where one emotion, or an intensity, is learned. */
  readonly distributions: readonly (readonly number[])[] | null;
  /** How much each clip counts; null: all 1. */
  readonly weights: readonly number[] | null;
}
