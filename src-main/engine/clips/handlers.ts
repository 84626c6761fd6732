import type { Catalog } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { Handlers } from '../context.ts';
import { effectiveRow } from './effective.ts';
import { queryClips } from './query.ts';

export const clipHandlers = {
  'clips.query': ({ filter, sort, raterId }, context) =>
    queryClips(context.project().catalog, filter, sort, raterId),
  'clips.rows': ({ ids, raterId }, context) => clipRows(context.project().catalog, ids, raterId),
  'clips.detail': ({ clipId, raterId }, context) => {
    const { catalog } = context.project();
    const [clip] = clipRows(catalog, [clipId], raterId);
    const media = catalog.read.clips.media(clipId);
    if (clip === undefined || media === null)
      throw new OnsetError('not-found', `There is no clip ${clipId} in this project.`);
    return {
      clip,
      labels: catalog.read.labels.list([clipId]),
      media: { ...media, root: media.root ?? '' },
    };
  },
} satisfies Partial<Handlers>;

/** In the order of `ids`; clips that are not there are left out. */
function clipRows(catalog: Catalog, ids: readonly ClipId[], raterId: RaterId | null): ClipRow[] {
  const labelsOf = Map.groupBy(catalog.read.labels.list(ids), (label) => label.clipId);
  return catalog.read.clips
    .records(ids)
    .map((clip) => effectiveRow(clip, labelsOf.get(clip.id) ?? [], raterId));
}
