import type { Catalog, LabelKey } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';

/**
 * Which clips a rater may see others' labels of: all, unless the project is blind; then those they have submitted or
 * skipped themselves in this round, while they are not rating them again. Without a rater: none of a blind project's.
 */
export function revealedTo(
  { read }: Catalog,
  raterId: RaterId | null,
  round: number,
): (clipId: ClipId) => boolean {
  if (!read.project.isBlind()) return () => true;
  if (raterId === null) return () => false;
  return (clipId) =>
    read.labels.get(clipId, raterId, round) !== null && answeredRound(read, clipId, raterId) >= round;
}

/**
 * Which labels, and traces that go with them, a rater may see: their own; of clips that are revealed to them also
 * others' of the rounds they have answered, people's drafts excepted. In a blind project a person has not submitted
 * what they only drew a trace of.
 */
export function visibleTo(
  catalog: Catalog,
  raterId: RaterId | null,
  round: number,
): (said: LabelKey) => boolean {
  const { read } = catalog;
  const isBlind = read.project.isBlind();
  const isRevealed = revealedTo(catalog, raterId, round);
  const isAnswered = (said: LabelKey) =>
    !isBlind || (raterId !== null && answeredRound(read, said.clipId, raterId) >= said.round);
  return (said) => {
    if (said.raterId === raterId) return true;
    return isRevealed(said.clipId) && isAnswered(said) && !isDraft(read, said, isBlind);
  };
}

/** The round of the rater's latest label of the clip; 0 where that is a draft, or there is none. */
function answeredRound({ labels }: Catalog['read'], clipId: ClipId, raterId: RaterId): number {
  const latest = labels
    .list([clipId])
    .filter((label) => label.raterId === raterId)
    .reduce((last, label) => (label.round > last.round ? label : last), { round: 0, status: 'draft' });
  return latest.status === 'draft' ? 0 : latest.round;
}

function isDraft(read: Catalog['read'], { clipId, raterId, round }: LabelKey, isBlind: boolean): boolean {
  const label = read.labels.get(clipId, raterId, round);
  if (label !== null) return label.status === 'draft' && label.raterKind === 'person';
  return isBlind && read.raters.identity(raterId)?.kind === 'person';
}

/**
 * Which labels, and traces that go with them, may leave the program with who asks: all, unless the project is blind;
 * then their own and, of clips whose latest label of theirs is no draft, what others said in that round or before,
 * people's drafts excepted. Null: the command line, whose user has the catalog itself; all.
 */
export function takenBy({ read }: Catalog, raterId: RaterId | null): (said: LabelKey) => boolean {
  if (raterId === null || !read.project.isBlind()) return () => true;
  const answered = read.said.answeredBy(raterId);
  return (said) => {
    if (said.raterId === raterId) return true;
    return (answered.get(said.clipId) ?? 0) >= said.round && !isDraft(read, said, true);
  };
}

/**
 * In a blind project a label is closed once its rater may have seen what others said, in its round or a later one: what
 * agreement is computed from was said independently.
 */
function isClosed({ read }: Catalog, { clipId, raterId, round }: LabelKey): boolean {
  if (!read.project.isBlind()) return false;
  const labels = read.labels.list([clipId]);
  const mayHaveSeen = labels.some(
    (label) => label.raterId === raterId && label.round >= round && label.status !== 'draft',
  );
  return mayHaveSeen && labels.some((label) => label.raterId !== raterId && label.status === 'submitted');
}

/** In a blind project whoever decides what raters disagree on has said their own before. */
function mayAdjudicate({ read }: Catalog, clipId: ClipId, raterId: RaterId): boolean {
  if (!read.project.isBlind()) return true;
  return read.labels.list([clipId]).some((label) => label.raterId === raterId && label.status !== 'draft');
}

/** Whether the actor may change the label now: their own, or what was adjudicated. */
export function isChangeable(catalog: Catalog, key: LabelKey, actorId: RaterId): boolean {
  return key.raterId === actorId ? !isClosed(catalog, key) : mayAdjudicate(catalog, key.clipId, actorId);
}

/** Throws OnsetError `conflict` where a blind project keeps the label as it is. */
export function requireChangeable(catalog: Catalog, key: LabelKey, actorId: RaterId, clipName: string): void {
  if (isChangeable(catalog, key, actorId)) return;
  throw new OnsetError(
    'conflict',
    key.raterId === actorId
      ? `Clip ${clipName}: you have submitted it, and in a blind project it stays as it was said before others could be seen. Adjudicate it, or rate it again in another round.`
      : `Clip ${clipName}: in a blind project it is adjudicated by those who have submitted or skipped it. Say what you see first.`,
  );
}
