import type { ClipRecord, Opinion, RatedLabel } from '#main/catalog/index.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import { majorityEmotion, meanIntensity } from '#shared/kernels/consensus.ts';

/** The rater's own where said, else what most raters say; null in a tie. */
export function effectiveEmotion(opinions: readonly Opinion[], raterId: RaterId | null): string | null {
  let first: string | null = null;
  let allAgree = true;
  for (const opinion of opinions) {
    if (opinion.emotion === null) continue;
    if (opinion.raterId === raterId) return opinion.emotion;
    first ??= opinion.emotion;
    allAgree &&= opinion.emotion === first;
  }
  // Nearly always all agree, and 45,000 clips are asked at once.
  if (allAgree) return first;
  const majority = majorityEmotion(opinions.flatMap(({ emotion }) => emotion ?? []));
  return majority !== null && 'emotion' in majority ? majority.emotion : null;
}

/** The rater's own where said, else the raters' mean. */
export function effectiveIntensity(opinions: readonly Opinion[], raterId: RaterId | null): number | null {
  return ownOf(opinions, raterId)?.intensity ?? meanIntensity(intensitiesOf(opinions));
}

/** Standard deviation of the raters' intensities, ddof 0; null below two. */
export function intensitySpread(opinions: readonly Opinion[]): number | null {
  const intensities = intensitiesOf(opinions);
  const mean = meanIntensity(intensities);
  if (mean === null || intensities.length < 2) return null;
  const squares = intensities.map((value) => (value - mean) ** 2);
  return Math.sqrt(squares.reduce((total, square) => total + square, 0) / squares.length);
}

/** A clip with what holds of it for `raterId`: their own label, field by field, where said; else the raters together. */
export function effectiveRow(
  clip: ClipRecord,
  labels: readonly RatedLabel[],
  raterId: RaterId | null,
): ClipRow {
  const said = labels.filter((label) => label.raterKind !== 'model');
  const apex = effectiveMark(said, raterId, 'apex');
  return {
    ...clip,
    emotion: effectiveEmotion(said, raterId),
    intensity: effectiveIntensity(said, raterId),
    onset: effectiveMark(said, raterId, 'onset').frame,
    apex: apex.frame,
    offset: effectiveMark(said, raterId, 'offset').frame,
    apexEstimated: apex.from?.apexEstimated ?? false,
    raterCount: said.length,
    intensitySpread: intensitySpread(said),
    labelledByMe: ownOf(said, raterId) !== null,
  };
}

/** The rater's own; else that of the first source which has it (a coding sheet); else the median of the raters. */
function effectiveMark(
  said: readonly RatedLabel[],
  raterId: RaterId | null,
  mark: 'onset' | 'apex' | 'offset',
): { frame: number | null; from: RatedLabel | null } {
  const own = ownOf(said, raterId);
  if (own !== null && own[mark] !== null) return { frame: own[mark], from: own };
  const source = said.find((label) => label.raterKind === 'source' && label[mark] !== null);
  if (source !== undefined) return { frame: source[mark], from: source };
  return { frame: medianFrame(said.flatMap((label) => label[mark] ?? [])), from: null };
}

/** Of the two middle ones, the earlier: a mark is a frame that somebody chose. */
function medianFrame(frames: readonly number[]): number | null {
  const sorted = [...frames].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

function ownOf<T extends Opinion>(opinions: readonly T[], raterId: RaterId | null): T | null {
  return opinions.find((opinion) => opinion.raterId === raterId) ?? null;
}

function intensitiesOf(opinions: readonly Opinion[]): number[] {
  return opinions.flatMap(({ intensity }) => intensity ?? []);
}
