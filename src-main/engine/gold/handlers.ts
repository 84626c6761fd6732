import type { Handlers } from '../context.ts';
import { exportGold } from './export-gold.ts';
import { goldLabels } from './gold-labels.ts';
import { listRecipes, putRecipe, removeRecipe } from './recipes.ts';

export const goldHandlers = {
  'gold.recipes': (_, context) => listRecipes(context.project().catalog),
  'gold.putRecipe': ({ name, recipe }, context) => putRecipe(context.project().catalog, name, recipe),
  'gold.removeRecipe': ({ name }, context) => removeRecipe(context.project().catalog, name),
  'gold.labels': ({ recipe, clipIds, raterId }, context) =>
    goldLabels(context.project().catalog, recipe, clipIds, raterId),
  'gold.export': (request, context) => exportGold(context.project().catalog, request),
} satisfies Partial<Handlers>;
