import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { backupFolder, backupName } from './backup-names.ts';
import { writeBackup } from './backup-write.ts';
import { type Database, openForWriting, sqliteInWords } from './database.ts';
import { syncFile, syncFolder } from './durable-files.ts';
import { signClosed } from './health.ts';
import { checkCatalog } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { structureProblems } from './verify/structure.ts';

const SUFFIXES = ['', '-wal', '-shm', '-journal'] as const;
const candidateOf = (catalog: string): string => `${catalog}.restoring`;

/**
 * Puts the backup in the catalog's place, which nobody may have open. At every moment the old or the new catalog is
 * there, whole; the old one is kept among the backups first, and answered (null: there was none). Throws OnsetError,
 * and then nothing was changed.
 */
export async function restoreCatalog(catalog: string, from: string): Promise<string | null> {
  if (!existsSync(from)) throw new OnsetError('not-found', `There is no file ${from}.`);
  removeRestoring(catalog);
  try {
    prepareCandidate(catalog, from);
    const kept = existsSync(catalog) ? await keepAside(catalog) : null;
    if (kept !== null) foldLog(catalog, kept.whole);
    renameSync(candidateOf(catalog), catalog);
    syncFolder(dirname(catalog));
    signClosed(catalog);
    return kept?.file ?? null;
  } catch (error) {
    removeRestoring(catalog);
    throw sqliteInWords(error, from) ?? diskErrorInWords(error, dirname(catalog)) ?? error;
  }
}

/** Takes away what a restore left that was killed. */
export function removeRestoring(catalog: string): void {
  for (const suffix of SUFFIXES) rmSync(candidateOf(catalog) + suffix, { force: true });
}

/** A copy beside the catalog, its log folded in, is checked to the last page; the backup itself is only read. */
function prepareCandidate(catalog: string, from: string): void {
  const candidate = candidateOf(catalog);
  for (const suffix of ['', '-wal'])
    if (existsSync(from + suffix)) {
      copyFileSync(from + suffix, candidate + suffix);
      chmodSync(candidate + suffix, 0o644);
    }
  const db = openForWriting(candidate, true);
  try {
    checkCandidate(db, from);
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
  syncFile(candidate);
}

function checkCandidate(db: Database, from: string): void {
  try {
    checkCatalog(db, MIGRATIONS);
  } catch (error) {
    if (!(error instanceof OnsetError)) throw error;
    // What is said of our copy is meant of the backup.
    const said = error.message.replace(db.name, from);
    throw new OnsetError(error.code, said.includes(from) ? said : `${from}: ${said}`, { cause: error });
  }
  const [problem] = structureProblems(db);
  if (problem !== undefined)
    throw new OnsetError(
      'bad-input',
      `${from} is damaged (${problem}). Nothing was changed: restore another backup.`,
    );
}

interface KeptAside {
  readonly file: string;
  /** False where it is damaged: then its files were copied as they are. */
  readonly whole: boolean;
}

async function keepAside(catalog: string): Promise<KeptAside> {
  try {
    const { file } = await writeBackup({ catalog, out: null, kind: 'before-restore' });
    return { file, whole: true };
  } catch (error) {
    // A full disk is no damage: without room to keep what is there nothing is restored.
    if (!(error instanceof OnsetError && error.code === 'bad-input')) throw error;
    return { file: copyAsItIs(catalog), whole: false };
  }
}

function copyAsItIs(catalog: string): string {
  const at = new Date().toISOString();
  const file = join(backupFolder(catalog), backupName({ at, labelVersion: null, kind: 'damaged' }));
  for (const suffix of ['-wal', ''])
    if (existsSync(catalog + suffix)) {
      copyFileSync(catalog + suffix, file + suffix);
      syncFile(file + suffix);
    }
  syncFolder(dirname(file));
  return file;
}

/** Once the log is in the file, one rename changes the whole catalog: a log that stayed would be taken for the new one's. */
function foldLog(catalog: string, whole: boolean): void {
  if (whole) {
    const db = openForWriting(catalog, true);
    try {
      if (db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0)
        throw new OnsetError(
          'busy',
          `Another program reads ${catalog}. Nothing was changed: close it and try again.`,
        );
    } finally {
      db.close();
    }
  }
  for (const suffix of SUFFIXES.slice(1)) rmSync(catalog + suffix, { force: true });
}
