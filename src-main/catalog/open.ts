import { existsSync, rmSync } from 'node:fs';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { listBackups } from './backup-names.ts';
import { copyBeforeUpdate } from './backup-write.ts';
import {
  type Database,
  isCorrupt,
  isRefusedByFolder,
  makeDurable,
  openForReading,
  openForWriting,
  sqliteInWords,
  stopWrites,
} from './database.ts';
import {
  checkWhole,
  damagedInWords,
  isSmall,
  readLastEnd,
  signClosed,
  signDamaged,
  signOpen,
} from './health.ts';
import { isBlank, isUpToDate, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { type CatalogHealth, type OpenedDatabase, openUntouched } from './open-reading.ts';

export type { CatalogHealth } from './open-reading.ts';

import { bringSummariesUpToDate } from './summaries.ts';

/** `create`: there is no catalog yet. `write`: there is one, and it is migrated. `read`: there is one, and it is left untouched. */
export type OpenMode = 'create' | 'write' | 'read';

/** Throws OnsetError: no catalog, a newer one, a damaged one, one that cannot be written. */
export function openDatabase(file: string, mode: OpenMode): OpenedDatabase {
  if (mode !== 'create' && !existsSync(file)) throw new OnsetError('not-found', `There is no file ${file}.`);
  try {
    if (mode === 'read') return openUntouched(file);
    return mode === 'create' ? createDatabase(file) : openExisting(file);
  } catch (error) {
    if (isCorrupt(error) && listBackups(file).length > 0) throw damagedInWords(file, error);
    throw sqliteInWords(error, file) ?? diskErrorInWords(error, file) ?? error;
  }
}

function createDatabase(file: string): OpenedDatabase {
  const db = openForWriting(file, false);
  try {
    if (!isBlank(db)) throw new OnsetError('conflict', `${db.name} is there already.`);
    signOpen(file);
    bringUpToDate(db);
    return opened(db, file, 'checked');
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What is wrong is found before anything is written, the log included. */
function openExisting(file: string): OpenedDatabase {
  const lastEnd = readLastEnd(file);
  const checking = isSmall(file) || lastEnd === 'damaged';
  examine(file, checking);
  const db = openForWriting(file, true);
  try {
    if (!isUpToDate(db, MIGRATIONS)) copyBeforeUpdate(db, file);
    signOpen(file);
    bringUpToDate(db);
    if (checking) return opened(db, file, 'checked');
    return opened(db, file, lastEnd === 'closed' ? 'not-needed' : 'due');
  } catch (error) {
    db.close();
    throw error;
  }
}

function opened(db: Database, file: string, atOpening: CatalogHealth['atOpening']): OpenedDatabase {
  let due = atOpening === 'due';
  let condemned = false;
  const health: CatalogHealth = {
    atOpening,
    passed: () => {
      due = false;
    },
    condemn: (why) => {
      condemned = true;
      stopWrites(db, why);
      signDamaged(file);
    },
    isCondemned: () => condemned,
  };
  const close = () => {
    db.close();
    // A check that is still due is the next opening's.
    if (!due && !condemned) signClosed(file);
  };
  return { db, health, close };
}

/**
 * Throws unless the file is a catalog that can be worked with. By a connection that can only read: the last one that
 * can write folds the log into the file as it closes.
 */
function examine(file: string, pages: boolean): void {
  const hadIndex = existsSync(`${file}-shm`);
  const db = openForExamining(file);
  try {
    checkWhole(db, pages);
  } catch (error) {
    db.close();
    if (!hadIndex) rmSync(`${file}-shm`, { force: true });
    throw error;
  }
  db.close();
}

/** A change that was killed half way without a log has to be taken back first: that is written. */
function openForExamining(file: string): Database {
  let db: Database | null = null;
  try {
    db = openForReading(file);
    isBlank(db);
    return db;
  } catch (error) {
    db?.close();
    if (isRefusedByFolder(error)) return openForWriting(file, true);
    throw error;
  }
}

function bringUpToDate(db: Database): void {
  makeDurable(db);
  migrate(db, MIGRATIONS);
  bringSummariesUpToDate(db);
}
