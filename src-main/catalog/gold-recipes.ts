import { type GoldRecipe, goldRecipe } from '#shared/domain/gold.ts';
import { type Database, transaction } from './database.ts';

export function createReadableGoldRecipes(db: Database) {
  const all = db.prepare<[], { name: string; recipe: string }>(
    'SELECT name, recipe FROM gold_recipe ORDER BY name',
  );
  const one = db.prepare<[string], { recipe: string }>('SELECT recipe FROM gold_recipe WHERE name = ?');
  return {
    list: (): { name: string; recipe: GoldRecipe }[] =>
      all.all().map(({ name, recipe }) => ({ name, recipe: goldRecipe.parse(JSON.parse(recipe)) })),
    get: (name: string): GoldRecipe | null => {
      const row = one.get(name);
      return row === undefined ? null : goldRecipe.parse(JSON.parse(row.recipe));
    },
  };
}

export function createWritableGoldRecipes(db: Database) {
  const put = db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO gold_recipe (name, recipe, created_at) VALUES (?, ?, ?)',
  );
  const remove = db.prepare<[string]>('DELETE FROM gold_recipe WHERE name = ?');
  return {
    put: (name: string, recipe: GoldRecipe): void =>
      transaction(db, () => void put.run(name, JSON.stringify(recipe), new Date().toISOString())),
    remove: (name: string): void => transaction(db, () => void remove.run(name)),
  };
}
