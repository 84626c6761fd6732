import type { Catalog, RatedLabel } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { Handlers } from '../context.ts';
import { revealedTo } from '../labels/visibility.ts';
import { effectiveRow } from './effective.ts';
import { queryClips } from './query.ts';

export const clipHandlers = {
  'clips.query': ({ filter, sort, raterId }, context) =>
    queryClips(context.project().catalog, filter, sort, raterId),
  'clips.rows': ({ ids, raterId }, context) => clipRows(context.project().catalog, ids, raterId, 1),
  'clips.detail': ({ clipId, raterId, round }, context) => {
    const { catalog } = context.project();
    const [clip] = clipRows(catalog, [clipId], raterId, round);
    const media = catalog.read.clips.media(clipId);
    if (clip === undefined || media === null)
      throw new OnsetError('not-found', `There is no clip ${clipId} in this project.`);
    return {
      clip,
      labels: visibleLabels(catalog, clipId, raterId, round),
      media: { ...media, root: media.root ?? '' },
    };
  },
} satisfies Partial<Handlers>;

/** In the order of `ids`; clips that are not there are left out. */
function clipRows(
  catalog: Catalog,
  ids: readonly ClipId[],
  raterId: RaterId | null,
  round: number,
): ClipRow[] {
  const { read } = catalog;
  const together = read.summaries.ofClips(ids);
  const own = raterId === null ? new Map<ClipId, RatedLabel>() : read.labels.ofRater(raterId, ids);
  const isRevealed = revealedTo(catalog, raterId, round);
  return read.clips
    .records(ids)
    .map((clip) =>
      effectiveRow(
        clip,
        isRevealed(clip.id) ? (together.get(clip.id) ?? null) : null,
        own.get(clip.id) ?? null,
      ),
    );
}

/** The labels of a clip that the rater may see. */
function visibleLabels(
  catalog: Catalog,
  clipId: ClipId,
  raterId: RaterId | null,
  round: number,
): RatedLabel[] {
  const all = catalog.read.labels.list([clipId]);
  if (revealedTo(catalog, raterId, round)(clipId)) return all;
  return all.filter((label) => label.raterId === raterId);
}
