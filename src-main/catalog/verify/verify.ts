import { existsSync } from 'node:fs';
import { OnsetError } from '#shared/base/errors.ts';
import { isCorrupt, sqliteInWords } from '../database.ts';
import { appliedVersion, checkCatalog } from '../migrate.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { openToLook } from '../open-reading.ts';
import type { CatalogCheck } from './check.ts';
import { CATALOG_CHECKS } from './checks.ts';
import { structureProblems } from './structure.ts';

const MAX_PROBLEMS = 20;

export interface Verification {
  readonly file: string;
  readonly version: number;
  /** A former version is brought up to date when it is opened; what it means is checked after that. */
  readonly isUpToDate: boolean;
  readonly checks: readonly { readonly name: string; readonly problems: readonly string[] }[];
}

/**
 * Looks through the whole catalog, also while an engine has it open, and changes nothing. Throws OnsetError where there
 * is no catalog or one of another Onset; what is wrong with ours is in the answer.
 */
export function verifyCatalog(file: string, checks: readonly CatalogCheck[] = CATALOG_CHECKS): Verification {
  if (!existsSync(file)) throw new OnsetError('not-found', `There is no file ${file}.`);
  const { db, close } = openToLook(file);
  try {
    // All checks see one moment, whatever is written meanwhile.
    db.exec('BEGIN');
    const structure = { name: 'pages, indexes and references are whole', problems: structureProblems(db) };
    if (structure.problems.length > 0) return { file, version: 0, isUpToDate: false, checks: [structure] };
    checkCatalog(db, MIGRATIONS);
    const version = appliedVersion(db);
    const isUpToDate = version === MIGRATIONS.length;
    const meaning = isUpToDate
      ? checks.map(({ name, problems }) => ({ name, problems: problems(db, MAX_PROBLEMS) }))
      : [];
    return { file, version, isUpToDate, checks: [structure, ...meaning] };
  } catch (error) {
    if (isCorrupt(error))
      return {
        file,
        version: 0,
        isUpToDate: false,
        checks: [{ name: 'the file can be read', problems: [error.message] }],
      };
    throw sqliteInWords(error, file) ?? error;
  } finally {
    close();
  }
}
