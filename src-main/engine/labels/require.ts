import type { Catalog, ClipRecord, RaterIdentity } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';

export function requireClip({ read }: Catalog, clipId: ClipId): ClipRecord {
  const clip = read.clips.get(clipId);
  if (clip === null) throw new OnsetError('not-found', `There is no clip ${clipId} in this project.`);
  return clip;
}

/** Labels that came in with a source stay as they came; whoever disagrees says so under their own name. */
export function requirePerson({ read }: Catalog, raterId: RaterId): RaterIdentity {
  const rater = read.raters.identity(raterId);
  if (rater === null) throw new OnsetError('not-found', `There is no rater ${raterId} in this project.`);
  if (rater.kind !== 'person')
    throw new OnsetError(
      'bad-input',
      `The labels of ${rater.name} are not set by hand: give your own name first.`,
    );
  return rater;
}
