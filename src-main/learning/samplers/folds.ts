import { OnsetError } from '#shared/base/errors.ts';
import type { Fold } from '#shared/domain/run.ts';
import { assertSubjectsDisjoint } from '#shared/kernels/splits/split.ts';

interface ClipOfSubject {
  readonly clipId: number;
  readonly subject: string | null;
}

/** The two sides of a fold, as positions in the list of clips. */
export interface FoldSides {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * Throws OnsetError `bad-input` if there is no fold, or in any fold a clip is on both sides, a side is empty, a clip is not in `clips`, or,
 * with `subjectIndependent`, a subject is on both sides.
 */
export function foldSides(
  folds: readonly Fold[],
  clips: readonly ClipOfSubject[],
  subjectIndependent: boolean,
): FoldSides[] {
  if (folds.length === 0) throw new OnsetError('bad-input', 'The run has no folds. Choose another split.');
  const subjects = new Map(clips.map(({ clipId, subject }) => [clipId, subject]));
  assertSubjectsDisjoint(
    folds.map((fold) => ({ name: fold.name, trainIds: fold.trainClipIds, testIds: fold.testClipIds })),
    (id) => (subjectIndependent ? (subjects.get(id) ?? null) : null),
  );
  const positions = new Map(clips.map(({ clipId }, position) => [clipId, position]));
  const side = (fold: Fold, ids: readonly number[], purpose: string) => {
    if (ids.length === 0)
      throw new OnsetError('bad-input', `${fold.name} has no clips to ${purpose}. Choose another split.`);
    return ids.map((id) => {
      const position = positions.get(id);
      if (position !== undefined) return position;
      throw new OnsetError('bad-input', `${fold.name} names the clip ${id}, which is not in the run.`);
    });
  };
  return folds.map((fold) => ({
    train: side(fold, fold.trainClipIds, 'train on'),
    test: side(fold, fold.testClipIds, 'test on'),
  }));
}
