import { type Database, isCorrupt } from '../database.ts';

/** More would be read by nobody. */
const MAX_PROBLEMS = 20;

/** What is wrong with pages, indexes and references, however long the look takes: 400 MB take some seconds. */
export function structureProblems(db: Database): string[] {
  try {
    const pages = db.prepare(`PRAGMA integrity_check(${MAX_PROBLEMS})`).pluck().all().map(String);
    const broken = pages.filter((line) => line !== 'ok');
    return broken.length > 0 ? broken : danglingReferences(db);
  } catch (error) {
    if (isCorrupt(error)) return [error.message];
    throw error;
  }
}

function danglingReferences(db: Database): string[] {
  const rows = db.prepare<[], { table: string; parent: string; count: number }>(`
    SELECT "table", parent, count(*) AS count FROM pragma_foreign_key_check GROUP BY "table", parent`);
  return rows
    .all()
    .map(({ table, parent, count }) => `${count} rows of ${table} refer to a ${parent} that is not there`);
}
