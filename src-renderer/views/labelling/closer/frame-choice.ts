/** Which frames to write: the one before the eyes, onset to offset, or all. */
export type FrameChoice = 'shown' | 'coded' | 'all';

/** The frames of a choice, null for all of them; undefined where there are none: nothing shown, a mark not set. */
export function indicesOf(
  choice: FrameChoice,
  at: { readonly shown: number | null; readonly onset: number | null; readonly offset: number | null },
): number[] | null | undefined {
  if (choice === 'all') return null;
  if (choice === 'shown') return at.shown === null ? undefined : [at.shown];
  const { onset, offset } = at;
  if (onset === null || offset === null || offset < onset) return undefined;
  return Array.from({ length: offset - onset + 1 }, (_, step) => onset + step);
}
