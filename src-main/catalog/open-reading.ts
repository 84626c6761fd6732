import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Database, isRefusedByFolder, makeDurable, openForReading, openForWriting } from './database.ts';
import { checkWhole, isSmall } from './health.ts';
import { isBlank, isUpToDate, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { bringSummariesUpToDate } from './summaries.ts';

export interface OpenedDatabase {
  readonly db: Database;
  readonly health: CatalogHealth;
  close(): void;
}

/** What is known of the catalog's pages. */
export interface CatalogHealth {
  /** `due`: the last writer did not close it, and it is too large to be checked before it is opened. */
  readonly atOpening: 'checked' | 'due' | 'not-needed';
  /** The check that was due found nothing wrong. */
  passed(): void;
  /** Refuses every change from now on, with `why`; the next opening, too, unless its own check finds nothing. */
  condemn(why: string): void;
  isCondemned(): boolean;
}

/** Nobody checks what is only read. */
const READ_ONLY: CatalogHealth = {
  atOpening: 'not-needed',
  passed: () => {},
  condemn: () => {},
  isCondemned: () => false,
};

/** A catalog of a former version is read from a copy too, which is brought up to date. */
export function openUntouched(file: string): OpenedDatabase {
  const inPlace = openInPlace(file);
  if (inPlace !== null) {
    try {
      checkWhole(inPlace, isSmall(file));
      if (isUpToDate(inPlace, MIGRATIONS))
        return { db: inPlace, health: READ_ONLY, close: () => inPlace.close() };
    } catch (error) {
      inPlace.close();
      throw error;
    }
    inPlace.close();
  }
  const { db, close } = openCopy(file);
  try {
    checkWhole(db, isSmall(file));
    makeDurable(db);
    migrate(db, MIGRATIONS);
    bringSummariesUpToDate(db);
    forbidWrites(db);
    return { db, health: READ_ONLY, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** As it is, of whatever version, unchecked; nothing can be written. Another program may have it open. */
export function openToLook(file: string): { readonly db: Database; close(): void } {
  const db = openInPlace(file);
  return db === null ? openCopy(file) : { db, close: () => db.close() };
}

/** SQLite wants files of its own beside a catalog with a write-ahead log, even to read it. Null where the folder does not allow that. */
function openInPlace(file: string): Database | null {
  let db: Database | null = null;
  try {
    db = openForReading(file);
    forbidWrites(db);
    return db;
  } catch (error) {
    db?.close();
    if (isRefusedByFolder(error)) return null;
    throw error;
  }
}

/** A copy in the temporary folder, the log included, which is gone when it is closed. */
function openCopy(file: string): { readonly db: Database; close(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'onset-catalog-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  try {
    const copy = join(dir, basename(file));
    for (const suffix of ['', '-wal'])
      if (existsSync(file + suffix)) copyWritable(file + suffix, copy + suffix);
    const db = openForWriting(copy, true);
    const close = () => {
      db.close();
      remove();
    };
    return { db, close };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A copy has the rights of the file: one that could not be written could not be migrated. */
function copyWritable(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o600);
}

/** The first read shows whether the file can be read at all. */
function forbidWrites(db: Database): void {
  db.pragma('query_only = ON');
  isBlank(db);
}
