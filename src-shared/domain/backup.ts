import { z } from 'zod';

/** Why a backup was made. `damaged`: a catalog as it was found broken, kept aside by a restore. */
export const backupKind = z.enum(['regular', 'before-update', 'before-restore', 'damaged']);
export type BackupKind = z.infer<typeof backupKind>;

/** A copy of a project's catalog. */
export const backup = z.object({
  file: z.string(),
  at: z.iso.datetime(),
  bytes: z.number().int().nonnegative(),
  /** Of the newest change of a label that is in it; null where that is not known. */
  labelVersion: z.number().int().nonnegative().nullable(),
  kind: backupKind,
});
export type Backup = z.infer<typeof backup>;

/**
 * Whether the catalog's pages are whole. `not-needed`: it is large, and was closed as it should be. `unknown`: the
 * check could not be finished; the next opening begins it again.
 */
export const projectHealth = z.object({
  state: z.enum(['not-needed', 'checking', 'ok', 'damaged', 'unknown']),
  detail: z.string().nullable(),
});
export type ProjectHealth = z.infer<typeof projectHealth>;
