import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import {
  type Database,
  isRefusedByFolder,
  makeDurable,
  openForReading,
  openForWriting,
  sqliteInWords,
} from './database.ts';
import { checkCatalog, isBlank, isUpToDate, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** `create`: there is no catalog yet. `write`: there is one, and it is migrated. `read`: there is one, and it is left untouched. */
export type OpenMode = 'create' | 'write' | 'read';

export interface OpenedDatabase {
  readonly db: Database;
  close(): void;
}

/** Throws OnsetError: no catalog, a newer one, a damaged one, one that cannot be written. */
export function openDatabase(file: string, mode: OpenMode): OpenedDatabase {
  if (mode !== 'create' && !existsSync(file)) throw new OnsetError('not-found', `There is no file ${file}.`);
  try {
    return mode === 'read' ? openUntouched(file) : openWritable(file, mode);
  } catch (error) {
    throw sqliteInWords(error, file) ?? error;
  }
}

function openWritable(file: string, mode: 'create' | 'write'): OpenedDatabase {
  const db = openForWriting(file, mode === 'write');
  try {
    const blank = isBlank(db);
    if (mode === 'create' && !blank) throw new OnsetError('conflict', `${db.name} is there already.`);
    if (!blank || mode !== 'create') check(db);
    bringUpToDate(db);
    return { db, close: () => db.close() };
  } catch (error) {
    db.close();
    throw error;
  }
}

function check(db: Database): void {
  checkCatalog(db, MIGRATIONS);
  checkPages(db);
}

function bringUpToDate(db: Database): void {
  makeDurable(db);
  migrate(db, MIGRATIONS);
}

/** A damaged file is found before anything is written into it. 50 ms for 45,000 clips. */
function checkPages(db: Database): void {
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok')
    throw new OnsetError(
      'bad-input',
      `${db.name} is damaged. Take a copy of the project folder from a backup.`,
    );
}

/** A catalog of a former version is read from a copy too, which is brought up to date. */
function openUntouched(file: string): OpenedDatabase {
  return openInPlace(file) ?? openCopy(file);
}

/**
 * SQLite wants files of its own beside a catalog with a write-ahead log, even to read it. Null where the folder does
 * not allow that, and where migrations are missing.
 */
function openInPlace(file: string): OpenedDatabase | null {
  let db: Database | null = null;
  try {
    db = openForReading(file);
    forbidWrites(db);
  } catch (error) {
    db?.close();
    if (isRefusedByFolder(error)) return null;
    throw error;
  }
  try {
    check(db);
    if (isUpToDate(db, MIGRATIONS)) return { db, close: () => db.close() };
  } catch (error) {
    db.close();
    throw error;
  }
  db.close();
  return null;
}

/** A copy in the temporary folder, the log included, which is gone when it is closed. */
function openCopy(file: string): OpenedDatabase {
  const dir = mkdtempSync(join(tmpdir(), 'onset-catalog-'));
  let db: Database | null = null;
  const close = () => {
    db?.close();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const copy = join(dir, basename(file));
    for (const suffix of ['', '-wal'])
      if (existsSync(file + suffix)) copyWritable(file + suffix, copy + suffix);
    db = openForWriting(copy, true);
    check(db);
    bringUpToDate(db);
    forbidWrites(db);
    return { db, close };
  } catch (error) {
    close();
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
