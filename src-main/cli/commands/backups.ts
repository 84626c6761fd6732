import { resolve } from 'node:path';
import { projectBackups, restoreProject, verifyProject } from '#main/engine/backups/offline.ts';
import type { Backup } from '#shared/domain/backup.ts';
import { EXIT, table } from '../output.ts';
import { withSession } from '../session.ts';

const BYTES_PER_MB = 1e6;
const megabytes = (bytes: number) => `${(bytes / BYTES_PER_MB).toFixed(1)} MB`;

/** Writes a checked copy of the catalog; through the running engine where one has the project open. */
export async function makeBackup(project: string, out: string | undefined): Promise<Backup> {
  return withSession(resolve(project), ({ call }) =>
    call('backups.make', { file: out === undefined ? null : resolve(out) }),
  );
}

export const backupInWords = ({ file, bytes }: Backup) =>
  `The backup is ${file} (${megabytes(bytes)}). It holds the catalog; media and runs are not in it.`;

export async function listBackups(project: string): Promise<Backup[]> {
  return projectBackups(resolve(project));
}

export const backupsInWords = (backups: readonly Backup[]) =>
  table(
    ['made at', 'why', 'size', 'file'],
    backups.map(({ at, kind, bytes, file }) => [at, kind, megabytes(bytes), file]),
  );

export async function restore(project: string, file: string) {
  return restoreProject(resolve(project), resolve(file));
}

export const restoreInWords = ({ project, restored, keptAside }: Awaited<ReturnType<typeof restore>>) =>
  [
    `${project} is as it was in ${restored}.`,
    keptAside === null ? 'There was no catalog before.' : `What it was before is kept: ${keptAside}`,
  ].join('\n');

export async function verify(project: string) {
  const { file, version, isUpToDate, checks } = verifyProject(resolve(project));
  return { ok: checks.every(({ problems }) => problems.length === 0), file, version, isUpToDate, checks };
}
type Verified = Awaited<ReturnType<typeof verify>>;

export function verificationInWords({ ok, file, isUpToDate, checks }: Verified): string {
  return [
    ok ? `${file} is whole.` : `${file} is damaged. Restore a backup: onset backups, onset restore.`,
    ...checks.flatMap(({ name, problems }) => [
      `${problems.length === 0 ? 'ok ' : 'NOT'}  ${name}`,
      ...problems.map((problem) => `       ${problem}`),
    ]),
    ...(ok && !isUpToDate
      ? ['It is of a former version: what its rows mean is checked once Onset has opened it.']
      : []),
  ].join('\n');
}

export const verificationStatus = ({ ok }: Verified): number => (ok ? EXIT.done : EXIT.failed);
