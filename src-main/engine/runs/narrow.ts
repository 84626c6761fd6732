import { OnsetError } from '#shared/base/errors.ts';
import type { UnreadableClip } from '#shared/contract/children.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { FrozenRun } from './freeze.ts';

/**
 * The run without the clips whose frames turned out to be unreadable; a fold that has nothing left to test is
 * dropped. Throws OnsetError `bad-input` if nothing is left to train on.
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
  const empty = folds.find(({ trainClipIds }) => trainClipIds.length === 0);
  if (folds.length === 0 || empty !== undefined)
    throw new OnsetError(
      'bad-input',
      `Too few clips can be read to train: ${lost
        .map(({ clipName, reason }) => `${clipName}: ${reason}`)
        .slice(0, 3)
        .join('; ')}`,
    );
  return {
    ...frozen,
    clips: frozen.clips.filter(({ clipId }) => isReadable(clipId)),
    folds,
    leftOut: [...frozen.leftOut, ...lost],
  };
}
