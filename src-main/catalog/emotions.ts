import type { Database } from './database.ts';
import { createMainScheme, createWritableSchemes } from './schemes.ts';

export function createReadableEmotions(db: Database) {
  const all = db.prepare<[number], { name: string }>(
    'SELECT emotion AS name FROM scheme_emotion WHERE scheme_id = ? ORDER BY position, emotion',
  );
  const mainScheme = createMainScheme(db);
  return {
    /** The names of the project's main scheme, in its order. */
    names: (): string[] => all.all(mainScheme()).map((row) => row.name),
  };
}

export function createWritableEmotions(db: Database) {
  const schemes = createWritableSchemes(db);
  return {
    /** Adds it at the end of the main scheme; true if it was not there. */
    add: (name: string): boolean => schemes.addToMain([name]) > 0,
  };
}
