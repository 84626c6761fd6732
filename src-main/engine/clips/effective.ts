import type { ClipRecord, OwnLabel, SummarizedClip } from '#main/catalog/index.ts';
import type { ClipRow } from '#shared/domain/clip.ts';

/** What a rater's label adds to a clip for its rater; a skipped one says nothing. */
export type OwnSaid = Pick<
  OwnLabel,
  'status' | 'emotion' | 'intensity' | 'onset' | 'apex' | 'offset' | 'apexEstimated'
>;

/**
 * A clip with what holds of it for its asker: `own`, field by field, where said; else `together`, the raters'. Each is
 * null where there is nothing, or nothing that may be seen.
 */
export function effectiveRow(
  clip: ClipRecord,
  together: SummarizedClip | null,
  own: OwnSaid | null,
): ClipRow {
  const said = own?.status === 'skipped' ? null : own;
  return {
    ...clip,
    emotion: said?.emotion ?? together?.emotion ?? null,
    intensity: said?.intensity ?? together?.intensity ?? null,
    onset: said?.onset ?? together?.onset ?? null,
    apex: said?.apex ?? together?.apex ?? null,
    offset: said?.offset ?? together?.offset ?? null,
    apexEstimated: said?.apex == null ? (together?.apexEstimated ?? false) : said.apexEstimated,
    raterCount: together?.raterCount ?? 0,
    intensitySpread: together?.intensitySpread ?? null,
    emotionAgreement: together?.emotionAgreement ?? null,
    labelledByMe: said !== null,
    myStatus: own?.status ?? null,
  };
}
