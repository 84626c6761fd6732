import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { listBackups } from '#main/catalog/backup-names.ts';
import { restoreCatalog } from '#main/catalog/backup-restore.ts';
import { type Verification, verifyCatalog } from '#main/catalog/verify/verify.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { Backup } from '#shared/domain/backup.ts';
import { projectPaths, requireProjectFolder } from '../projects/folder.ts';
import { lockProject } from '../projects/holder.ts';

/** What is done to a project that does not open, or need not be. */

export interface Restored {
  readonly project: string;
  readonly restored: string;
  /** The catalog that was there, among the backups now; null where there was none. */
  readonly keptAside: string | null;
}

/** Puts a backup in the catalog's place. Throws OnsetError: `busy` where an engine has the project open. */
export async function restoreProject(dir: string, from: string): Promise<Restored> {
  requireFolder(dir);
  const lock = await lockProject(dir);
  try {
    const keptAside = await restoreCatalog(projectPaths(dir).catalog, resolve(from));
    return { project: dir, restored: resolve(from), keptAside };
  } finally {
    lock.release();
  }
}

/** Looks through the whole catalog, also of a project that is open elsewhere. Throws OnsetError. */
export function verifyProject(dir: string): Verification {
  requireProjectFolder(dir);
  return verifyCatalog(projectPaths(dir).catalog);
}

/** Newest first. Throws OnsetError. */
export function projectBackups(dir: string): Backup[] {
  requireFolder(dir);
  return listBackups(projectPaths(dir).catalog);
}

/** The catalog itself may be what was lost. */
function requireFolder(dir: string): void {
  if (!existsSync(dir) || !statSync(dir).isDirectory())
    throw new OnsetError('not-found', `There is no folder ${dir}.`);
}
