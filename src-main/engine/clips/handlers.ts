import { OnsetError } from '#shared/base/errors.ts';
import type { Handlers } from '../context.ts';
import { revealedTo, visibleTo } from '../labels/visibility.ts';
import { effectiveRow } from './effective.ts';
import { facetsOf, pageClips, queryClips } from './query.ts';
import { clipRows } from './rows.ts';

export const clipHandlers = {
  'clips.query': ({ filter, sort, raterId }, context) =>
    queryClips(context.project().catalog, filter, sort, raterId),
  'clips.page': ({ filter, sort, raterId, ...part }, context) =>
    pageClips(context.project().catalog, filter, sort, raterId, part),
  'clips.facets': ({ filter, raterId }, context) => facetsOf(context.project().catalog, filter, raterId),
  'clips.rows': ({ ids, raterId }, context) => clipRows(context.project().catalog, ids, raterId),
  'clips.detail': ({ clipId, raterId, round }, context) => {
    const { catalog } = context.project();
    const clip = catalog.read.clips.get(clipId);
    const media = catalog.read.clips.media(clipId);
    if (clip === null || media === null)
      throw new OnsetError('not-found', `There is no clip ${clipId} in this project.`);
    const [own] = raterId === null ? [] : catalog.read.labels.own(raterId, [clipId]);
    const isRevealed = revealedTo(catalog, raterId, round)(clipId);
    const together = isRevealed ? (catalog.read.summaries.ofClips([clipId]).get(clipId) ?? null) : null;
    return {
      clip: effectiveRow(clip, together, own ?? null),
      labels: catalog.read.labels.list([clipId]).filter(visibleTo(catalog, raterId, round)),
      media: { ...media, root: media.root ?? '' },
    };
  },
} satisfies Partial<Handlers>;
