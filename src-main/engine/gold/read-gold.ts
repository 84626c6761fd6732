import type { Answered, Catalog, SaidLabel, SaidOfClip, Sayer } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { GoldRecipe } from '#shared/domain/gold.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { isCounted } from '#shared/domain/rater.ts';
import { ewe } from '#shared/kernels/gold/ewe.ts';
import { type GoldValues, goldValues, type Voice } from './gold-values.ts';
import { type Translation, translationInto } from './translation.ts';

/** What a recipe makes of the labels as they are now. */
export interface Gold {
  /** Of the clips that were asked for and that somebody labelled, by their ids. */
  readonly values: ReadonlyMap<ClipId, GoldValues>;
  /** In the order of the scheme that emotions are of. */
  readonly classes: readonly string[];
  /** EWE: how much each rater's intensity counts; null for other recipes. */
  readonly weights: readonly { readonly rater: string; readonly weight: number }[] | null;
}

/**
 * Makes gold labels; null: of every clip. A clip's EWE estimate weighs its raters by all clips, whichever are asked for.
 * `answered`: by who asks; nothing is made of what they may not be told. Throws OnsetError `not-found` where the recipe
 * names a rater or a class map that is not there.
 */
export function readGold(
  catalog: Catalog,
  recipe: GoldRecipe,
  clipIds: readonly ClipId[] | null,
  answered: Answered = null,
): Gold {
  const listener = listenerOf(catalog, recipe);
  const estimates = recipe.intensity === 'ewe' ? estimateAll(catalog, recipe, listener, answered) : null;
  const values = new Map<ClipId, GoldValues>();
  for (const said of catalog.read.said.byClip(clipIds, recipe.round, null, answered)) {
    const voices = voicesOf(said, listener);
    const decided = recipe.adjudicated ? decidedOf(said, listener) : null;
    if (voices.length === 0 && decided === null) continue;
    const estimate = estimates?.of.get(said.clipId) ?? null;
    values.set(said.clipId, goldValues({ voices, decided, estimate }, recipe));
  }
  return { values, classes: listener.translation.classes, weights: estimates?.weights ?? null };
}

/** Throws as {@link readGold}. */
export function requireRecipe(catalog: Catalog, recipe: GoldRecipe): void {
  listenerOf(catalog, recipe);
}

/** Whose labels a recipe takes, and how it understands them. */
interface Listener {
  readonly sayers: ReadonlyMap<RaterId, Sayer>;
  /** Those who are counted, in the order they came. */
  readonly counted: ReadonlySet<RaterId>;
  readonly minConfidence: number | null;
  readonly translation: Translation;
}

function listenerOf(catalog: Catalog, recipe: GoldRecipe): Listener {
  const sayers = catalog.read.said.sayers();
  const named = recipe.raters?.map((name) => requireSayer(sayers, name));
  const counted = named ?? sayers.filter(({ kind }) => isCounted(kind));
  return {
    sayers: new Map(sayers.map((sayer) => [sayer.id, sayer])),
    counted: new Set(counted.map(({ id }) => id).sort((a, b) => a - b)),
    minConfidence: recipe.minConfidence,
    translation: translationInto(catalog, recipe.classMap),
  };
}

/** Names are compared without regard to case, as the catalog keeps them. */
function requireSayer(sayers: readonly Sayer[], name: string): Sayer {
  const found = sayers.find((sayer) => sayer.name.toLowerCase() === name.toLowerCase());
  if (found === undefined)
    throw new OnsetError('not-found', `There is no rater named ${name} in this project.`);
  if (found.kind === 'adjudicated')
    throw new OnsetError(
      'bad-input',
      `What was adjudicated is no rater's label: set "adjudicated" in the recipe instead of naming ${name}.`,
    );
  return found;
}

/** A rater who did not say how sure they are is sure enough. */
function isHeard({ counted, minConfidence }: Listener, { raterId, confidence }: SaidLabel): boolean {
  if (!counted.has(raterId)) return false;
  return minConfidence === null || confidence === null || confidence >= minConfidence;
}

function voicesOf({ labels }: SaidOfClip, listener: Listener): Voice[] {
  return labels.filter((label) => isHeard(listener, label)).map((label) => voiceOf(label, listener));
}

function decidedOf({ labels }: SaidOfClip, listener: Listener): Voice | null {
  const decided = labels.find(({ raterId }) => listener.sayers.get(raterId)?.kind === 'adjudicated');
  return decided === undefined ? null : voiceOf(decided, listener);
}

function voiceOf(label: SaidLabel, { sayers, translation }: Listener): Voice {
  const { raterId, intensity, onset, apex, offset } = label;
  const { kind = 'person', scheme = '' } = sayers.get(raterId) ?? {};
  const heard = translation.hear({ kind, scheme }, label);
  return { ...heard, isSource: kind === 'source', intensity, onset, apex, offset };
}

/** The estimates of all clips, by weights from all clips. */
function estimateAll(catalog: Catalog, recipe: GoldRecipe, listener: Listener, answered: Answered) {
  const raters = [...listener.counted];
  const columnOf = new Map(raters.map((id, column) => [id, column]));
  const clips: ClipId[] = [];
  const rows: number[][] = [];
  for (const { clipId, labels } of catalog.read.said.byClip(null, recipe.round, null, answered)) {
    const row = new Array<number>(raters.length).fill(Number.NaN);
    for (const label of labels) {
      const column = columnOf.get(label.raterId);
      if (column !== undefined && label.intensity !== null && isHeard(listener, label))
        row[column] = label.intensity;
    }
    clips.push(clipId);
    rows.push(row);
  }
  const columns = raters.map((_, column) => Float64Array.from(rows, (row) => row[column] ?? Number.NaN));
  const { values, weights } = ewe({ items: clips.length, raters: columns });
  return {
    of: new Map(clips.map((clipId, item) => [clipId, values[item] ?? null])),
    weights: raters.flatMap((id, column) => {
      const rates = columns[column]?.some((value) => !Number.isNaN(value)) ?? false;
      return rates ? [{ rater: listener.sayers.get(id)?.name ?? '', weight: weights[column] ?? 0 }] : [];
    }),
  };
}
