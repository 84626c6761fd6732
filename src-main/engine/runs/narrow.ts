import { OnsetError } from '#shared/base/errors.ts';
import type { TrainingClip, UnreadableClip } from '#shared/contract/children.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { FrozenRun } from './freeze.ts';

/**
 * The run without the clips whose frames turned out to be unreadable; a fold that has nothing left to test is
 * dropped, and so is a class that has no clip left (it would count as one never recognised). Throws OnsetError
 * `bad-input` if too little is left to train on.
 */
export function withoutClips(frozen: FrozenRun, unreadable: readonly UnreadableClip[]): FrozenRun {
  if (unreadable.length === 0) return frozen;
  const reasonOf = new Map(unreadable.map(({ clipId, reason }) => [clipId, reason]));
  const isReadable = (clipId: ClipId) => !reasonOf.has(clipId);
  const folds = frozen.folds
    .map(({ name, trainClipIds, testClipIds }) => ({
      name,
      trainClipIds: trainClipIds.filter(isReadable),
      testClipIds: testClipIds.filter(isReadable),
    }))
    .filter(({ testClipIds }) => testClipIds.length > 0);
  const lost = frozen.clips.flatMap(({ clipId, clipName }) => {
    const reason = reasonOf.get(clipId);
    return reason === undefined ? [] : { clipId, clipName, reason };
  });
  const readable = frozen.clips.filter(({ clipId }) => isReadable(clipId));
  const classes = frozen.classes.filter((name) => readable.some(({ target }) => target === name));
  const clips = readable.map((clip) => ({
    ...clip,
    distribution: sharesAmong(classes, clip, frozen.classes),
  }));
  const why = lost
    .map(({ clipName, reason }) => `${clipName}: ${reason}`)
    .slice(0, 3)
    .join('; ');
  const isEmpty = folds.length === 0 || folds.some(({ trainClipIds }) => trainClipIds.length === 0);
  if (isEmpty) throw new OnsetError('bad-input', `Too few clips can be read to train: ${why}`);
  if (frozen.spec.task === 'emotion' && classes.length < 2)
    throw new OnsetError(
      'bad-input',
      `All clips that can be read are ${classes[0]}: there is nothing to tell apart. Not read: ${why}`,
    );
  return { ...frozen, clips, classes, folds, leftOut: [...frozen.leftOut, ...lost] };
}

/** The shares of the classes that are left, which are 1 together again. */
function sharesAmong(
  classes: readonly string[],
  { distribution }: TrainingClip,
  former: readonly string[],
): number[] | null {
  if (distribution === null || classes.length === former.length) return distribution;
  const shares = classes.map((name) => distribution[former.indexOf(name)] ?? 0);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}
