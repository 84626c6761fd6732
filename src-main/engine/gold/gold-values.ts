import type { GoldRecipe } from '#shared/domain/gold.ts';
import type { Distribution } from '#shared/domain/label.ts';
import { medianFrame } from '#shared/kernels/clip-summary.ts';
import { countEmotions, majorityEmotion, meanIntensity } from '#shared/kernels/consensus.ts';
import { goldMedian } from '#shared/kernels/gold/recipes.ts';

const MARKS = ['onset', 'apex', 'offset'] as const;
type Marks = Readonly<Record<(typeof MARKS)[number], number | null>>;

/** One rater's label as a recipe takes it: emotions are classes of the recipe's scheme. */
export interface Voice extends Marks {
  readonly isSource: boolean;
  readonly emotion: string | null;
  readonly distribution: Distribution | null;
  /** An emotion was said, and no class map leads from it. */
  readonly isDropped: boolean;
  readonly intensity: number | null;
}

/** The gold label of a clip. */
export interface GoldValues extends Marks {
  readonly emotion: string | null;
  /** Shares of the votes, or the mean distribution; of what was adjudicated, its own. Null where nobody gave an emotion. */
  readonly distribution: Distribution | null;
  readonly intensity: number | null;
  /** Whose labels it was made of, not counting what was adjudicated. */
  readonly raters: number;
  /** Whether anything of it was. */
  readonly adjudicated: boolean;
  /** Why a value is missing though somebody said one; null where none is. */
  readonly openEmotion: string | null;
  readonly openIntensity: string | null;
}

export interface ClipVoices {
  /** In the order of the raters. */
  readonly voices: readonly Voice[];
  /** What was adjudicated; null where nothing was, or the recipe does not ask. */
  readonly decided: Voice | null;
  /** The estimate of the clip's intensity by EWE; null where there is none, or the recipe has another method. */
  readonly estimate: number | null;
}

/** What the recipe makes of one clip's labels; what was adjudicated stands before it, field by field. */
export function goldValues(
  { voices, decided, estimate }: ClipVoices,
  recipe: Pick<GoldRecipe, 'intensity' | 'emotion' | 'marks'>,
): GoldValues {
  const emotion = decided?.emotion == null ? emotionOf(voices, recipe.emotion) : adjudicatedEmotion(decided);
  const intensities = voices.flatMap((voice) => voice.intensity ?? []);
  const intensity = decided?.intensity ?? intensityOf(intensities, recipe.intensity, estimate);
  const mark = (name: keyof Marks) => decided?.[name] ?? markOf(voices, name, recipe.marks);
  return {
    ...emotion,
    intensity,
    openIntensity: intensity === null && intensities.length > 0 ? NO_WEIGHTS : null,
    onset: mark('onset'),
    apex: mark('apex'),
    offset: mark('offset'),
    raters: voices.length,
    adjudicated:
      decided !== null &&
      (decided.emotion !== null ||
        decided.intensity !== null ||
        MARKS.some((name) => decided[name] !== null)),
  };
}

const NO_WEIGHTS = 'nobody who rated it has a weight: none of them goes along with the other raters (EWE)';

type GoldEmotion = Pick<GoldValues, 'emotion' | 'distribution' | 'openEmotion'>;

function adjudicatedEmotion({ emotion, distribution }: Voice): GoldEmotion {
  const certain = emotion === null ? null : { [emotion]: 1 };
  return { emotion, distribution: distribution ?? certain, openEmotion: null };
}

function emotionOf(voices: readonly Voice[], method: GoldRecipe['emotion']): GoldEmotion {
  const found = method === 'majority' ? byVotes(voices) : byMeanShares(voices);
  if (found === null) {
    const openEmotion = voices.some(({ isDropped }) => isDropped)
      ? 'what was given is none of these classes: no class map leads there, or it drops them'
      : null;
    return { emotion: null, distribution: null, openEmotion };
  }
  const { leaders, distribution } = found;
  const [first] = leaders;
  if (leaders.length === 1 && first !== undefined) return { emotion: first, distribution, openEmotion: null };
  return {
    emotion: null,
    distribution,
    openEmotion: `the raters are tied: ${[...leaders].sort().join(', ')}`,
  };
}

interface Leaders {
  readonly leaders: readonly string[];
  readonly distribution: Distribution;
}

function byVotes(voices: readonly Voice[]): Leaders | null {
  const votes = voices.flatMap(({ emotion }) => emotion ?? []);
  const majority = majorityEmotion(votes);
  if (majority === null) return null;
  const shares = [...countEmotions(votes)].map(([name, count]) => [name, count / votes.length] as const);
  return {
    leaders: 'tie' in majority ? majority.tie : [majority.emotion],
    distribution: Object.fromEntries(shares),
  };
}

/** Means of the same shares in another order may differ by their rounding. */
const ROUNDING = 1e-9;

/** Whoever gave one emotion gave it all of their share. */
function byMeanShares(voices: readonly Voice[]): Leaders | null {
  const given = voices.flatMap((voice): Distribution[] => {
    if (voice.distribution !== null) return [voice.distribution];
    return voice.emotion === null ? [] : [{ [voice.emotion]: 1 }];
  });
  if (given.length === 0) return null;
  const totals = new Map<string, number>();
  for (const shares of given)
    for (const [name, share] of Object.entries(shares)) totals.set(name, (totals.get(name) ?? 0) + share);
  const total = [...totals.values()].reduce((sum, share) => sum + share, 0);
  const mean = [...totals].map(([name, share]) => [name, share / total] as const);
  const largest = Math.max(...mean.map(([, share]) => share));
  return {
    leaders: mean.filter(([, share]) => share >= largest - ROUNDING).map(([name]) => name),
    distribution: Object.fromEntries(mean),
  };
}

function intensityOf(
  intensities: readonly number[],
  method: GoldRecipe['intensity'],
  estimate: number | null,
): number | null {
  if (method === 'ewe') return estimate;
  return method === 'mean' ? meanIntensity(intensities) : goldMedian(intensities);
}

/** The first source's where asked for, else the raters' median. */
function markOf(voices: readonly Voice[], name: keyof Marks, method: GoldRecipe['marks']): number | null {
  const source =
    method === 'median' ? undefined : voices.find((voice) => voice.isSource && voice[name] !== null);
  return source?.[name] ?? medianFrame(voices.flatMap((voice) => voice[name] ?? []));
}
