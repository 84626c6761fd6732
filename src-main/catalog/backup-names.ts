import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Backup, BackupKind } from '#shared/domain/backup.ts';
import { backupKind } from '#shared/domain/backup.ts';

/** Where the backups of a catalog are. */
export function backupFolder(catalog: string): string {
  return join(dirname(catalog), 'backups');
}

/** What a backup's name tells of it. */
export type BackupFacts = Pick<Backup, 'at' | 'labelVersion' | 'kind'>;

/** Such as `2026-11-22T20-32-33.123Z-labels-4711-before-update.sqlite`; colons are for no file on Windows. */
export function backupName({ at, labelVersion, kind }: BackupFacts): string {
  const labels = labelVersion === null ? '' : `-labels-${labelVersion}`;
  const why = kind === 'regular' ? '' : `-${kind}`;
  return `${at.replaceAll(':', '-')}${labels}${why}.sqlite`;
}

const SPECIAL = backupKind.options.filter((kind) => kind !== 'regular').join('|');
const NAME = new RegExp(
  `^(\\d{4}-\\d\\d-\\d\\dT\\d\\d)-(\\d\\d)-(\\d\\d\\.\\d{3}Z)(?:-labels-(\\d+))?(?:-(${SPECIAL}))?\\.sqlite$`,
);

/** Null for a name that is none of ours. */
export function parseBackupName(name: string): BackupFacts | null {
  const [, hour, minute, second, labels, why = 'regular'] = NAME.exec(name) ?? [];
  if (hour === undefined || minute === undefined || second === undefined) return null;
  return {
    at: `${hour}:${minute}:${second}`,
    labelVersion: labels === undefined ? null : Number(labels),
    kind: kindOf(why),
  };
}

function kindOf(word: string): BackupKind {
  return backupKind.parse(word);
}

/** Newest first. Files with other names are somebody else's. */
export function listBackups(catalog: string): Backup[] {
  const dir = backupFolder(catalog);
  if (!existsSync(dir)) return [];
  const found = readdirSync(dir).flatMap((name): Backup[] => {
    const facts = parseBackupName(name);
    const stats = facts === null ? undefined : statSync(join(dir, name), { throwIfNoEntry: false });
    return facts === null || !stats?.isFile() ? [] : [{ file: join(dir, name), bytes: stats.size, ...facts }];
  });
  return found.sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** A backup bears this name until it is whole, checked and on disk. */
export const partOf = (file: string): string => `${file}.part`;

/** Takes away what was left half written. Nobody may be writing backups there. */
export function removeParts(catalog: string): void {
  const dir = backupFolder(catalog);
  if (!existsSync(dir)) return;
  for (const name of readdirSync(dir))
    if (/\.part(-journal|-wal|-shm)?$/.test(name)) rmSync(join(dir, name), { force: true });
}
