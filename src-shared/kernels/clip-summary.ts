import type { Heard } from './class-maps.ts';
import { goldMajority } from './gold/recipes.ts';
import { mean } from './numbers.ts';

/** One rater's submitted label of a clip, as far as taking raters together needs it. Marks are 0-based frames. */
export interface CountedLabel extends Pick<Heard, 'emotion' | 'missing'> {
  /** Sources (coding sheets) come first where a mark is wanted; what was adjudicated stands before everybody. */
  readonly kind: 'person' | 'source' | 'adjudicated';
  readonly intensity: number | null;
  readonly onset: number | null;
  readonly apex: number | null;
  readonly offset: number | null;
  readonly apexEstimated: boolean;
}

/** What the raters together say of a clip. */
export interface ClipSummary {
  /** People and sources; not who adjudicated. */
  readonly raterCount: number;
  /** The majority's; null on a tie, and where most gave what is none of the classes. */
  readonly emotion: string | null;
  /** The share of the votes that the most frequent answer has, "none of the classes" being one; null where nobody gave any. */
  readonly emotionAgreement: number | null;
  readonly intensity: number | null;
  /** Standard deviation of the raters' intensities, ddof 0; null below two. */
  readonly intensitySpread: number | null;
  readonly onset: number | null;
  readonly apex: number | null;
  readonly offset: number | null;
  readonly apexEstimated: boolean;
}

/**
 * Mean intensity; majority emotion, none on a tie; each mark from the first source that has it, else the median of the
 * raters, estimated where all of theirs are. What was adjudicated replaces each of these, also where it comes to no
 * emotion (a tie; what a class map drops): the votes do not overrule it. `labels` in the order of their raters, one each.
 */
export function summarizeClip(labels: readonly CountedLabel[]): ClipSummary {
  const decided = labels.find(({ kind }) => kind === 'adjudicated');
  const said = labels.filter(({ kind }) => kind !== 'adjudicated');
  const votes = goldMajority(said);
  const intensities = said.flatMap(({ intensity }) => intensity ?? []);
  const apex = markOf(said, 'apex');
  return {
    raterCount: said.length,
    emotion: decided !== undefined && decidesEmotion(decided) ? decided.emotion : votes.emotion,
    emotionAgreement: votes.share,
    intensity: decided?.intensity ?? mean(intensities),
    intensitySpread: spread(intensities),
    onset: decided?.onset ?? markOf(said, 'onset').frame,
    apex: decided?.apex ?? apex.frame,
    offset: decided?.offset ?? markOf(said, 'offset').frame,
    apexEstimated:
      decided === undefined || decided.apex === null ? isEstimated(apex.from) : decided.apexEstimated,
  };
}

/** Whether an emotion was said, whatever it comes to. */
export function decidesEmotion({ emotion, missing }: Pick<Heard, 'emotion' | 'missing'>): boolean {
  return emotion !== null || missing !== null;
}

function isEstimated(apexes: readonly CountedLabel[]): boolean {
  return apexes.length > 0 && apexes.every(({ apexEstimated }) => apexEstimated);
}

function spread(intensities: readonly number[]): number | null {
  const middle = mean(intensities);
  if (middle === null || intensities.length < 2) return null;
  const squares = intensities.map((value) => (value - middle) ** 2);
  return Math.sqrt(squares.reduce((total, square) => total + square, 0) / squares.length);
}

function markOf(
  said: readonly CountedLabel[],
  mark: 'onset' | 'apex' | 'offset',
): { frame: number | null; from: readonly CountedLabel[] } {
  const source = said.find((label) => label.kind === 'source' && label[mark] !== null);
  if (source !== undefined) return { frame: source[mark], from: [source] };
  const from = said.filter((label) => label[mark] !== null);
  return { frame: medianFrame(from.flatMap((label) => label[mark] ?? [])), from };
}

/** Of the two middle ones, the earlier: a mark is a frame that somebody chose. Null of nothing. */
export function medianFrame(frames: readonly number[]): number | null {
  const sorted = [...frames].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
