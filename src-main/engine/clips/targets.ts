import type { Catalog, RaterIdentity } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { DEFAULT_RECIPE, type GoldRecipe } from '#shared/domain/gold.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { Distribution } from '#shared/domain/label.ts';
import type { TargetSpec, TaskKind } from '#shared/domain/run-spec.ts';
import type { GoldValues } from '../gold/gold-values.ts';
import { readGold } from '../gold/read-gold.ts';
import { type Translation, translationInto } from '../gold/translation.ts';

/** What a clip is to be learned as, or why it cannot be. */
export type Target = LearnedTarget | { readonly leftOut: string };

interface LearnedTarget {
  /** Emotion, or intensity. */
  readonly value: string | number;
  /** The share of each emotion, of which `value` is the largest or was chosen; null for intensities. */
  readonly shares: Distribution | null;
}

/** The targets of the clips that were asked for. */
export interface Targets {
  readonly of: (clipId: ClipId) => Target;
  /** Those somebody labelled, by id. */
  readonly labelled: readonly ClipId[];
  /** The scheme of emotions, in its order. */
  readonly classes: readonly string[];
}

/**
 * Targets under `spec`, from the labels that are submitted now; null: of all clips. What the raters say together is the
 * gold label by {@link DEFAULT_RECIPE}. Throws OnsetError `not-found` where the spec names a rater or a class map that is
 * not in the project.
 */
export function readTargets(
  catalog: Catalog,
  spec: TargetSpec,
  task: TaskKind,
  clipIds: readonly ClipId[] | null,
): Targets {
  const own = ownReader(catalog, spec, task, clipIds);
  const gold = readGold(catalog, recipeOf(spec), clipIds);
  const together = (clipId: ClipId) => targetOf(gold.values.get(clipId), task);
  const alone = (clipId: ClipId) => own?.(clipId) ?? { leftOut: `the rater gave no ${task}` };
  return {
    of: spec.from === 'rater' ? alone : (clipId) => own?.(clipId) ?? together(clipId),
    labelled: [...gold.values.keys()],
    classes: gold.classes,
  };
}

/** The recipe by which the raters' labels become one. */
export function recipeOf(spec: TargetSpec): GoldRecipe {
  return spec.from === 'gold' ? spec.recipe : DEFAULT_RECIPE;
}

/** The rater a target names; null if it names none. Throws OnsetError `not-found` if they are not in the project. */
export function raterOfTarget(catalog: Catalog, target: TargetSpec): RaterId | null {
  if (target.from === 'raters' || target.from === 'gold' || target.rater === null) return null;
  const rater = catalog.read.raters.find(target.rater);
  if (rater === null)
    throw new OnsetError('not-found', `There is no rater named ${target.rater} in this project.`);
  return rater.id;
}

function targetOf(gold: GoldValues | undefined, task: TaskKind): Target {
  if (task === 'emotion') {
    if (gold?.emotion != null) return { value: gold.emotion, shares: gold.distribution };
    return { leftOut: gold?.openEmotion ?? 'nobody gave an emotion' };
  }
  if (gold?.intensity != null) return { value: gold.intensity, shares: null };
  return { leftOut: gold?.openIntensity ?? 'nobody gave an intensity' };
}

/** What the rater a spec names says themselves; null where it names none. */
function ownReader(
  catalog: Catalog,
  spec: TargetSpec,
  task: TaskKind,
  clipIds: readonly ClipId[] | null,
): ((clipId: ClipId) => Target | null) | null {
  const raterId = raterOfTarget(catalog, spec);
  if (raterId === null) return null;
  const rater = catalog.read.raters.identity(raterId);
  if (rater === null) return null;
  const translation = translationInto(catalog, null);
  const own = new Map<ClipId, LearnedTarget>();
  for (const { clipId, labels } of catalog.read.said.byClip(clipIds, null, raterId)) {
    const [label] = labels;
    const target = label === undefined ? null : ownTarget(label, task, rater, translation);
    if (target !== null) own.set(clipId, target);
  }
  return (clipId) => own.get(clipId) ?? null;
}

function ownTarget(
  said: OwnWords,
  task: TaskKind,
  rater: RaterIdentity,
  translation: Translation,
): LearnedTarget | null {
  const { intensity } = said;
  if (task === 'intensity') return intensity === null ? null : { value: intensity, shares: null };
  const { emotion: value, distribution } = translation.hear(rater, said);
  return value === null ? null : { value, shares: distribution ?? { [value]: 1 } };
}

interface OwnWords {
  readonly emotion: string | null;
  readonly distribution: Distribution | null;
  readonly intensity: number | null;
}
