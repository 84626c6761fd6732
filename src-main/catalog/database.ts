import BetterSqlite3 from 'better-sqlite3';
import { type FailureCode, OnsetError } from '#shared/base/errors.ts';

export type Database = BetterSqlite3.Database;

/** How long a statement waits for another program's lock on the file (a backup, a virus scanner). */
const BUSY_TIMEOUT_MS = 5000;

/** Of pages in memory: with SQLite's own 2 MiB a label in a large catalog waits for a dozen reads of the file. */
const CACHE_KIB = 64 * 1024;

/** Opens the file to be written; `mustExist` false makes it. The caller checks what it holds. */
export function openForWriting(file: string, mustExist: boolean): Database {
  return new BetterSqlite3(file, { fileMustExist: mustExist, timeout: BUSY_TIMEOUT_MS });
}

export function openForReading(file: string): Database {
  return new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
}

/** A commit is on disk when it returns: write-ahead log, synced at every commit. */
export function makeDurable(db: Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma('foreign_keys = ON');
}

/**
 * Runs `work` as one transaction that holds the write lock from its start; a nested one is a savepoint.
 * It returns once the commit is on disk; if anything throws, nothing of it is kept. Full disks, read-only
 * folders and the like throw OnsetError in words.
 */
export function transaction<T>(db: Database, work: () => T): T;
export function transaction(db: Database, work: () => unknown): unknown {
  const why = stopped.get(db);
  if (why !== undefined) throw new OnsetError('read-only', why);
  try {
    return runnerOf(db).immediate(work);
  } catch (error) {
    throw sqliteInWords(error, db.name) ?? error;
  }
}

type Runner = BetterSqlite3.Transaction<(work: () => unknown) => unknown>;

const runners = new WeakMap<Database, Runner>();

/** One for each connection: making one costs as much as a small query. */
function runnerOf(db: Database): Runner {
  const known = runners.get(db);
  if (known !== undefined) return known;
  const made: Runner = db.transaction((work: () => unknown) => work());
  runners.set(db, made);
  return made;
}

const stopped = new WeakMap<Database, string>();

/** From now on every transaction is refused with `why`. */
export function stopWrites(db: Database, why: string): void {
  stopped.set(db, why);
  db.pragma('query_only = ON');
}

/** What SQLite says of the file, as the user needs to hear it; null for anything else, our own defects included. */
export function sqliteInWords(error: unknown, file: string): OnsetError | null {
  if (!(error instanceof BetterSqlite3.SqliteError)) return null;
  const found = CAUSES.find(([prefix]) => error.code.startsWith(prefix));
  if (found === undefined) return null;
  const [, code, words] = found;
  return new OnsetError(code, `${file}: ${words}`, { cause: error });
}

/** True where SQLite could not make the files it needs beside a catalog. */
export function isRefusedByFolder(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code);
}

/** True where what the file holds is no whole catalog. */
export function isCorrupt(error: unknown): error is Error {
  return error instanceof BetterSqlite3.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

export function isBusy(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

const CAUSES: readonly (readonly [sqliteCode: string, FailureCode, words: string])[] = [
  ['SQLITE_FULL', 'internal', 'the disk is full. Nothing was changed: free some space and try again.'],
  ['SQLITE_READONLY', 'read-only', 'the project can only be read, since its folder cannot be written.'],
  ['SQLITE_NOTADB', 'bad-input', 'this is not an Onset catalog.'],
  [
    'SQLITE_CORRUPT',
    'bad-input',
    'the catalog is damaged. Close the project and restore a backup of it (onset restore).',
  ],
  ['SQLITE_BUSY', 'busy', 'another program holds the catalog. Close that program and try again.'],
  ['SQLITE_CANTOPEN', 'bad-input', 'the catalog cannot be opened. Check that the file can be read.'],
  ['SQLITE_IOERR', 'internal', 'the disk could not be read or written. Nothing was changed: check the disk.'],
];
