import type { Catalog } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';

/**
 * Which clips a rater may see others' labels of: all, unless the project is blind; then those they have submitted or
 * skipped themselves in this round. Without a rater: none of a blind project's.
 */
export function revealedTo(
  { read }: Catalog,
  raterId: RaterId | null,
  round: number,
): (clipId: ClipId) => boolean {
  if (!read.project.isBlind()) return () => true;
  if (raterId === null) return () => false;
  return (clipId) => {
    const own = read.labels.get(clipId, raterId, round);
    return own !== null && own.status !== 'draft';
  };
}

/**
 * In a blind project a label is closed once its rater may have seen what others said: what agreement is computed from
 * was said independently. Throws OnsetError `conflict`.
 */
export function requireOpen(
  catalog: Catalog,
  { clipId, raterId, round }: { clipId: ClipId; raterId: RaterId; round: number },
  clipName: string,
): void {
  const { read } = catalog;
  const own = read.labels.get(clipId, raterId, round);
  if (!read.project.isBlind() || own === null || own.status === 'draft') return;
  const others = read.labels
    .list([clipId])
    .some((label) => label.raterId !== raterId && label.status === 'submitted');
  if (others)
    throw new OnsetError(
      'conflict',
      `Clip ${clipName}: you have submitted it, and in a blind project it stays as it was said before others could be seen. Adjudicate it, or rate it again in another round.`,
    );
}
