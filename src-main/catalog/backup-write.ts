import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { Backup, BackupKind } from '#shared/domain/backup.ts';
import { type BackupFacts, backupFolder, backupName, partOf } from './backup-names.ts';
import { type Database, isCorrupt, openForReading, openForWriting, sqliteInWords } from './database.ts';
import { syncFile, syncFolder } from './durable-files.ts';
import { damagedInWords, pageProblem } from './health.ts';

/** 8 MiB: some 20 ms between which others get their turn. */
const PAGES_A_STEP = 2048;

export interface BackupRequest {
  readonly catalog: string;
  /** The file to write, which must not be there; null: one in the catalog's own folder of backups, named by time and labels. */
  readonly out: string | null;
  readonly kind: BackupKind;
}

/**
 * Writes a checked copy of the catalog as it is at one moment, by a connection of its own: who writes the catalog goes
 * on meanwhile. Throws OnsetError, `bad-input` where the copy is damaged as the catalog must be; then nothing of it is left.
 */
export async function writeBackup({ catalog, out, kind }: BackupRequest): Promise<Backup> {
  const source = openSource(catalog);
  try {
    // One snapshot for all steps: without it every change from outside would begin the copy anew.
    source.exec('BEGIN');
    const facts = factsOf(source, kind);
    const file = out ?? makePlace(catalog, facts);
    if (existsSync(file)) throw new OnsetError('conflict', `${file} is there already: name a new file.`);
    if (!existsSync(dirname(file))) throw new OnsetError('not-found', `There is no folder ${dirname(file)}.`);
    const part = partOf(file);
    try {
      await source.backup(part, { progress: () => PAGES_A_STEP });
      seal(part, file, catalog);
    } catch (error) {
      throw abandoned(part, file, error);
    }
    return { file, bytes: statSync(file).size, ...facts };
  } catch (error) {
    throw isCorrupt(error) ? damagedInWords(catalog, error) : (sqliteInWords(error, catalog) ?? error);
  } finally {
    source.close();
  }
}

function openSource(catalog: string): Database {
  try {
    return openForReading(catalog);
  } catch (error) {
    throw sqliteInWords(error, catalog) ?? error;
  }
}

/** Where a later step of the schema turns out wrong, this is what was there before it. Throws OnsetError: no update without it. */
export function copyBeforeUpdate(db: Database, catalog: string): void {
  const file = makePlace(catalog, factsOf(db, 'before-update'));
  const part = partOf(file);
  try {
    db.prepare('VACUUM INTO ?').run(part);
    seal(part, file, catalog);
  } catch (error) {
    throw abandoned(part, file, error);
  }
}

/** The last number given to a change of a label, as the history names states; null in a file without one. */
function labelVersionOf(db: Database): number | null {
  const tables = db.prepare('SELECT name FROM sqlite_schema').pluck().all();
  if (!tables.includes('label_history')) return null;
  const given = tables.includes('sqlite_sequence')
    ? db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'label_history'`).pluck().get()
    : db.prepare('SELECT max(id) FROM label_history').pluck().get();
  return Number(given ?? 0);
}

function factsOf(db: Database, kind: BackupKind): BackupFacts {
  return { at: new Date().toISOString(), labelVersion: labelVersionOf(db), kind };
}

function makePlace(catalog: string, facts: BackupFacts): string {
  const dir = backupFolder(catalog);
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw diskErrorInWords(error, dir) ?? error;
  }
  return join(dir, backupName(facts));
}

/** Takes away what is half written; answers what is to be thrown. */
function abandoned(part: string, file: string, error: unknown): unknown {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(part + suffix, { force: true });
  if (isCorrupt(error)) return error;
  return sqliteInWords(error, file) ?? diskErrorInWords(error, file) ?? error;
}

/** A copy that is whole, on disk and in one file gets its name. */
function seal(part: string, file: string, catalog: string): void {
  const db = openForWriting(part, true);
  try {
    db.pragma('journal_mode = DELETE');
    const problem = pageProblem(db);
    if (problem !== null) throw damagedInWords(catalog, new Error(problem));
  } finally {
    db.close();
  }
  syncFile(part);
  renameSync(part, file);
  syncFolder(dirname(file));
}
