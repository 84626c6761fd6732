import type { Answered, Catalog, ClipRecord } from '#main/catalog/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { GoldLabel, GoldRecipe } from '#shared/domain/gold.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { GoldValues } from './gold-values.ts';
import { readGold } from './read-gold.ts';

/**
 * The gold labels of the clips that somebody labelled; null: of all, by clip. In a blind project whoever asks (null: the
 * command line) is told only of clips that they have submitted or skipped, and raters weigh by these alone. Throws as
 * {@link readGold}.
 */
export function goldLabels(
  catalog: Catalog,
  recipe: GoldRecipe,
  clipIds: readonly ClipId[] | null,
  raterId: RaterId | null = null,
): CallOutput<'gold.labels'> {
  const asked = clipIds === null ? null : [...new Set(clipIds)];
  const { values, weights } = readGold(catalog, recipe, asked, toldTo(catalog, raterId));
  const labels = catalog.read.clips.records(asked).flatMap((clip) => {
    const gold = values.get(clip.id);
    return gold === undefined ? [] : toLabel(clip, gold);
  });
  return {
    labels,
    weights: weights === null ? null : [...weights],
    labelVersion: catalog.read.history.version(),
  };
}

function toldTo({ read }: Catalog, raterId: RaterId | null): Answered {
  return raterId === null || !read.project.isBlind() ? null : read.said.answeredBy(raterId);
}

function toLabel(clip: ClipRecord, { openEmotion, openIntensity, ...values }: GoldValues): GoldLabel {
  const open = [openEmotion, openIntensity].filter((words) => words !== null);
  return {
    clipId: clip.id,
    clipName: clip.name,
    subject: clip.subject,
    ...values,
    open: open.length === 0 ? null : open.join('; '),
  };
}
