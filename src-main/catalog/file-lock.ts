import BetterSqlite3 from 'better-sqlite3';
import { isBusy, sqliteInWords } from './database.ts';

export interface FileLock {
  release(): void;
}

/**
 * Holds `file` (made if it is not there) for this process alone; null if another holder has it. The system itself
 * lets go when the process ends, however it ends, so that a crash leaves no stale lock and no race to take one over.
 */
export function lockFile(file: string): FileLock | null {
  const db = new BetterSqlite3(file, { timeout: 0 });
  try {
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    if (isBusy(error)) return null;
    throw sqliteInWords(error, file) ?? error;
  }
}
