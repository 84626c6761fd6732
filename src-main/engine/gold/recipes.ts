import { isDeepStrictEqual } from 'node:util';
import type { Catalog } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { DEFAULT_RECIPE, type GoldRecipe } from '#shared/domain/gold.ts';
import { requireRecipe } from './read-gold.ts';

type NamedRecipes = CallOutput<'gold.recipes'>;

const DEFAULT_NAME = 'raters together';

/** The default one first, then the project's own by name. */
export function listRecipes({ read }: Catalog): NamedRecipes {
  return [{ name: DEFAULT_NAME, recipe: DEFAULT_RECIPE }, ...read.goldRecipes.list()];
}

/**
 * Saves a recipe; it takes the place of the project's own of that name (runs keep the one they learned by). Throws
 * OnsetError: `conflict` (the default's name), `not-found` (a rater or a class map it names), `read-only`.
 */
export function putRecipe(catalog: Catalog, name: string, recipe: GoldRecipe): NamedRecipes {
  requireOwnName(name);
  requireRecipe(catalog, recipe);
  catalog.write.goldRecipes.put(name, recipe);
  return listRecipes(catalog);
}

/** Throws OnsetError: `conflict` (the default one), `not-found`, `read-only`. */
export function removeRecipe(catalog: Catalog, name: string): NamedRecipes {
  requireOwnName(name);
  if (catalog.read.goldRecipes.get(name) === null)
    throw new OnsetError('not-found', `This project has no recipe named ${name}.`);
  catalog.write.goldRecipes.remove(name);
  return listRecipes(catalog);
}

/** The name under which a recipe is known; null for one that is not saved. */
export function nameOfRecipe(catalog: Catalog, recipe: GoldRecipe): string | null {
  return listRecipes(catalog).find((known) => isDeepStrictEqual(known.recipe, recipe))?.name ?? null;
}

function requireOwnName(name: string): void {
  if (name.toLowerCase() === DEFAULT_NAME)
    throw new OnsetError(
      'conflict',
      `"${DEFAULT_NAME}" is the recipe of every project and stays as it is: name another one.`,
    );
}
