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
    const labels = catalog.read.labels.list([clipId]);
    const visible = labels.filter(visibleTo(catalog, raterId, round));
    // What raters say together holds all that they submitted.
    const isWhole = labels.every((label) => label.status !== 'submitted' || visible.includes(label));
    const together =
      isWhole && revealedTo(catalog, raterId, round)(clipId)
        ? (catalog.read.summaries.ofClips([clipId]).get(clipId) ?? null)
        : null;
    return {
      clip: effectiveRow(clip, together, own ?? null),
      labels: visible,
      media: { ...media, root: media.root ?? '' },
    };
  },
} satisfies Partial<Handlers>;
