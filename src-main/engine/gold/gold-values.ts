import type { GoldRecipe } from '#shared/domain/gold.ts';
import type { Distribution } from '#shared/domain/label.ts';
import type { Heard } from '#shared/kernels/class-maps.ts';
import { decidesEmotion, medianFrame } from '#shared/kernels/clip-summary.ts';
import { goldMajority, goldMeanDistribution, goldMedian } from '#shared/kernels/gold/recipes.ts';
import { mean } from '#shared/kernels/numbers.ts';

const MARKS = ['onset', 'apex', 'offset'] as const;
type Marks = Readonly<Record<(typeof MARKS)[number], number | null>>;

/** One rater's label as a recipe takes it: emotions are classes of the recipe's scheme. */
export interface Voice extends Heard, Marks {
  readonly isSource: boolean;
  readonly intensity: number | null;
}

/** The gold label of a clip. */
export interface GoldValues extends Marks {
  readonly emotion: string | null;
  /**
   * Shares of the votes, or the mean distribution, among what is one of the classes; of what was adjudicated, its own.
   * Null where nobody gave one, and where most gave what is none of the classes.
   */
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

/**
 * What the recipe makes of one clip's labels; what was adjudicated stands before it, field by field, also where it comes
 * to no emotion.
 */
export function goldValues(
  { voices, decided, estimate }: ClipVoices,
  recipe: Pick<GoldRecipe, 'intensity' | 'emotion' | 'marks'>,
): GoldValues {
  const isDecided = decided !== null && decidesEmotion(decided);
  const emotion = isDecided ? adjudicatedEmotion(decided) : emotionOf(voices, recipe.emotion);
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
      (isDecided || decided.intensity !== null || MARKS.some((name) => decided[name] !== null)),
  };
}

const NO_WEIGHTS = 'nobody who rated it has a weight: none of them goes along with the other raters (EWE)';

type GoldEmotion = Pick<GoldValues, 'emotion' | 'distribution' | 'openEmotion'>;

function adjudicatedEmotion({ emotion, distribution, missing }: Voice): GoldEmotion {
  const certain = emotion === null ? null : { [emotion]: 1 };
  return {
    emotion,
    distribution: missing === 'dropped' ? null : (distribution ?? certain),
    openEmotion: missing === null ? null : `what was adjudicated ${MISSING[missing]}`,
  };
}

const MISSING: Readonly<Record<NonNullable<Heard['missing']>, string>> = {
  tied: 'has several emotions that are as probable',
  dropped: 'is none of these classes: the class map drops it',
  foreign: 'is of another scheme, and no class map leads from it to these classes',
};

function emotionOf(voices: readonly Voice[], method: GoldRecipe['emotion']): GoldEmotion {
  const { emotion, leaders, distribution } =
    method === 'majority' ? goldMajority(voices) : goldMeanDistribution(voices);
  if (emotion !== null) return { emotion, distribution, openEmotion: null };
  const isForeign = voices.some(({ missing }) => missing === 'foreign');
  if (leaders.length === 0) return { emotion, distribution, openEmotion: isForeign ? FOREIGN : null };
  if (leaders.length === 1) return { emotion, distribution: null, openEmotion: NONE };
  const classes = leaders.filter((leader) => leader !== null).sort();
  const tied = leaders.length === classes.length ? classes : [...classes, 'none of these classes'];
  return { emotion, distribution, openEmotion: `the raters are tied: ${tied.join(', ')}` };
}

const FOREIGN = 'no class map leads from what was given to these classes';
const NONE = 'most gave what is none of these classes: a class map drops it';

function intensityOf(
  intensities: readonly number[],
  method: GoldRecipe['intensity'],
  estimate: number | null,
): number | null {
  if (method === 'ewe') return estimate;
  return method === 'mean' ? mean(intensities) : goldMedian(intensities);
}

/** The first source's where asked for, else the raters' median. */
function markOf(voices: readonly Voice[], name: keyof Marks, method: GoldRecipe['marks']): number | null {
  const source =
    method === 'median' ? undefined : voices.find((voice) => voice.isSource && voice[name] !== null);
  return source?.[name] ?? medianFrame(voices.flatMap((voice) => voice[name] ?? []));
}
