import { statSync } from 'node:fs';
import type { Backup } from '#shared/domain/backup.ts';

const DAY_MS = 86_400_000;

/**
 * Whether an opened project wants a backup soon: it was changed since the newest one, which is older than a day, or
 * there is none. `changed`: when its files were last written, in ms since 1970.
 */
export function isDueAtOpening(
  backups: readonly Pick<Backup, 'at' | 'kind'>[],
  changed: number,
  now: Date,
): boolean {
  const whole = backups.filter(({ kind }) => kind !== 'damaged');
  const newest = Math.max(...whole.map(({ at }) => Date.parse(at)));
  return changed > newest && now.getTime() - newest > DAY_MS;
}

/** When the catalog or its log was last written. An empty log is made by opening it. */
export function changedMs(catalog: string): number {
  const log = statSync(`${catalog}-wal`, { throwIfNoEntry: false });
  return Math.max(statSync(catalog).mtimeMs, log === undefined || log.size === 0 ? 0 : log.mtimeMs);
}
