import { type Database, transaction } from './database.ts';

export function createReadableEmotions(db: Database) {
  const all = db.prepare<[], { name: string }>('SELECT name FROM emotion ORDER BY position, name');
  return {
    /** The names of the project's scheme, in its order. */
    names: (): string[] => all.all().map((row) => row.name),
  };
}

export function createWritableEmotions(db: Database) {
  const insert = db.prepare<[string]>(`
    INSERT INTO emotion (name, position) VALUES (?, (SELECT coalesce(max(position), -1) + 1 FROM emotion))
    ON CONFLICT (name) DO NOTHING`);
  return {
    /** Adds it at the end; true if it was not there. */
    add: (name: string): boolean => transaction(db, () => insert.run(name).changes > 0),
  };
}
