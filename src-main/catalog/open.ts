import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
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
import { checkCatalog, isBlank, migrate } from './migrate.ts';
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
    const { db, cleanUp } = mode === 'read' ? openUntouched(file) : openWritable(file, mode);
    const close = () => {
      db.close();
      cleanUp();
    };
    try {
      prepare(db, mode);
    } catch (error) {
      close();
      throw error;
    }
    return { db, close };
  } catch (error) {
    throw sqliteInWords(error, file) ?? error;
  }
}

function prepare(db: Database, mode: OpenMode): void {
  const blank = isBlank(db);
  if (mode === 'create' && !blank) throw new OnsetError('conflict', `${db.name} is there already.`);
  if (!blank || mode !== 'create') {
    checkCatalog(db, MIGRATIONS);
    checkPages(db);
  }
  if (mode === 'read') return;
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

interface Opened {
  readonly db: Database;
  readonly cleanUp: () => void;
}

function openWritable(file: string, mode: 'create' | 'write'): Opened {
  return { db: openForWriting(file, mode === 'write'), cleanUp: () => {} };
}

/**
 * SQLite wants files of its own beside a catalog with a write-ahead log, even to read it. Where the folder does
 * not allow that, a copy in the temporary folder is read, its log included.
 */
function openUntouched(file: string): Opened {
  try {
    return { db: forbidWrites(openForReading(file)), cleanUp: () => {} };
  } catch (error) {
    if (!isRefusedByFolder(error)) throw error;
  }
  const dir = mkdtempSync(join(tmpdir(), 'onset-catalog-'));
  const cleanUp = () => rmSync(dir, { recursive: true, force: true });
  try {
    const copy = join(dir, basename(file));
    for (const suffix of ['', '-wal'])
      if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
    return { db: forbidWrites(openForWriting(copy, true)), cleanUp };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

/** The first read shows whether the file can be read at all. */
function forbidWrites(db: Database): Database {
  try {
    db.pragma('query_only = ON');
    isBlank(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
