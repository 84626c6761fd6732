import { countEmotions, meanIntensity } from './consensus.ts';

/** One rater's submitted label of a clip, as far as taking raters together needs it. Marks are 0-based frames. */
export interface CountedLabel {
  /** Sources (coding sheets) come first where a mark is wanted; what was adjudicated stands before everybody. */
  readonly kind: 'person' | 'source' | 'adjudicated';
  readonly emotion: string | null;
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
  /** The majority's; null on a tie. */
  readonly emotion: string | null;
  /** The share of the votes that the most frequent emotion has; null where nobody gave one. */
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
 * raters. What was adjudicated replaces each of these. `labels` in the order of their raters, one each.
 */
export function summarizeClip(labels: readonly CountedLabel[]): ClipSummary {
  const decided = labels.find(({ kind }) => kind === 'adjudicated');
  const said = labels.filter(({ kind }) => kind !== 'adjudicated');
  const votes = countEmotions(said.flatMap(({ emotion }) => emotion ?? []));
  const intensities = said.flatMap(({ intensity }) => intensity ?? []);
  const apex = markOf(said, 'apex');
  return {
    raterCount: said.length,
    emotion: decided?.emotion ?? winner(votes),
    emotionAgreement: agreement(votes),
    intensity: decided?.intensity ?? meanIntensity(intensities),
    intensitySpread: spread(intensities),
    onset: decided?.onset ?? markOf(said, 'onset').frame,
    apex: decided?.apex ?? apex.frame,
    offset: decided?.offset ?? markOf(said, 'offset').frame,
    apexEstimated:
      decided === undefined || decided.apex === null
        ? (apex.from?.apexEstimated ?? false)
        : decided.apexEstimated,
  };
}

function winner(votes: ReadonlyMap<string, number>): string | null {
  const most = Math.max(0, ...votes.values());
  const leaders = [...votes].filter(([, count]) => count === most);
  return leaders.length === 1 ? (leaders[0]?.[0] ?? null) : null;
}

function agreement(votes: ReadonlyMap<string, number>): number | null {
  const total = [...votes.values()].reduce((sum, count) => sum + count, 0);
  return total === 0 ? null : Math.max(...votes.values()) / total;
}

function spread(intensities: readonly number[]): number | null {
  const mean = meanIntensity(intensities);
  if (mean === null || intensities.length < 2) return null;
  const squares = intensities.map((value) => (value - mean) ** 2);
  return Math.sqrt(squares.reduce((total, square) => total + square, 0) / squares.length);
}

function markOf(
  said: readonly CountedLabel[],
  mark: 'onset' | 'apex' | 'offset',
): { frame: number | null; from: CountedLabel | null } {
  const source = said.find((label) => label.kind === 'source' && label[mark] !== null);
  if (source !== undefined) return { frame: source[mark], from: source };
  return { frame: medianFrame(said.flatMap((label) => label[mark] ?? [])), from: null };
}

/** Of the two middle ones, the earlier: a mark is a frame that somebody chose. Null of nothing. */
export function medianFrame(frames: readonly number[]): number | null {
  const sorted = [...frames].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
