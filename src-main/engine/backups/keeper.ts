import { rmSync } from 'node:fs';
import { listBackups, partOf, removeParts } from '#main/catalog/backup-names.ts';
import { outdatedBackups } from '#main/catalog/backup-rotation.ts';
import { writeBackup } from '#main/catalog/backup-write.ts';
import { isSmall } from '#main/catalog/health.ts';
import { OnsetError, toFailure } from '#shared/base/errors.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import type { Backup, ProjectHealth } from '#shared/domain/backup.ts';
import type { ProjectSummary } from '#shared/domain/project.ts';
import type { OpenProject } from '../project.ts';
import { projectPaths } from '../projects/folder.ts';
import { makeBackup } from './child.ts';
import { watchHealth } from './health-watch.ts';
import { changedMs, isDueAtOpening } from './schedule.ts';

/** Looks after the catalog of the open project: its check, its backups. */
export interface Keeper {
  health(): ProjectHealth;
  /** Why the last backup that was made unasked came to nothing; null where it did not. */
  failure(): string | null;
  /** `out` null: in the project's folder, where the outdated ones go then. Throws OnsetError. */
  backUp(out: string | null): Promise<Backup>;
}

export interface KeeperOptions {
  readonly project: OpenProject;
  /** Just made: there is nothing to back up yet. */
  readonly isNew: boolean;
  readonly emit: (event: EngineEvent) => void;
  /** Asked once the project has become read-only. */
  readonly summary: () => ProjectSummary | null;
  readonly timing?: KeeperTiming;
}

export interface KeeperTiming {
  /** What the user waits for comes first. */
  readonly afterOpeningMs: number;
  readonly intervalMs: number;
}
const TIMING: KeeperTiming = { afterOpeningMs: 5000, intervalMs: 30 * 60_000 };

const keepers = new WeakMap<OpenProject, Keeper>();

/** The keeper that was started as the project was opened. */
export function keeperOf(project: OpenProject): Keeper {
  const keeper = keepers.get(project);
  if (keeper === undefined) throw new Error('Nobody looks after the project.');
  return keeper;
}

/** Begins to look after a project that was just opened, until it closes. */
export function startKeeper(options: KeeperOptions): Keeper {
  const { project } = options;
  const keeper = project.readOnly ? READER : createKeeper(options);
  keepers.set(project, keeper);
  return keeper;
}

/** What is only read is left alone. */
const READER: Keeper = {
  health: () => ({ state: 'not-needed', detail: null }),
  failure: () => null,
  backUp: async () => {
    throw new OnsetError('read-only', 'The project can only be read, so nothing is written in its folder.');
  },
};

function createKeeper({ project, isNew, emit, summary, timing = TIMING }: KeeperOptions): Keeper {
  const catalog = projectPaths(project.dir).catalog;
  const version = () => project.catalog.read.project.version();
  const stopping = new AbortController();
  const inTurn = createTurns();
  const health = watchHealth(project, (now) => {
    emit({ type: 'health', health: now });
    const shown = now.state === 'damaged' ? summary() : null;
    if (shown !== null) emit({ type: 'project', project: shown });
  });
  let failure: string | null = null;
  let savedVersion = version();
  let due = !isNew && isDueAtOpening(listBackups(catalog), changedMs(catalog), new Date());

  const tellFailure = (next: string | null) => {
    if (failure !== next) emit({ type: 'backups', failure: next });
    failure = next;
  };
  const keep = async (write: () => Promise<Backup>): Promise<Backup> => {
    const before = version();
    const made = await write();
    savedVersion = before;
    due = false;
    tellFailure(null);
    removeOutdated(catalog);
    return made;
  };
  const inChild = () => keep(() => makeBackup(catalog, null, stopping.signal));
  const inProcess = () => keep(() => writeBackup({ catalog, out: null, kind: 'regular' }));
  /** Nobody waits for it: what becomes of it is told. */
  const unasked = async (write: () => Promise<Backup>): Promise<void> => {
    if (stopping.signal.aborted || health.now().state === 'damaged') return;
    try {
      await write();
    } catch (error) {
      if (stopping.signal.aborted) return;
      tellFailure(toFailure(error).message);
      // A copy that is damaged accuses the catalog.
      if (error instanceof OnsetError && error.code === 'bad-input') await health.check(stopping.signal);
    }
  };

  removeParts(catalog);
  if (health.now().state === 'checking') void inTurn(() => health.check(stopping.signal));
  const soon = setTimeout(() => {
    void inTurn(async () => {
      if (due) await unasked(inChild);
    });
  }, timing.afterOpeningMs).unref();
  const often = setInterval(() => {
    void inTurn(async () => {
      if (version() !== savedVersion) await unasked(inChild);
    });
  }, timing.intervalMs).unref();

  project.whenClosing(async () => {
    clearTimeout(soon);
    clearInterval(often);
    if (!isSmall(catalog)) stopping.abort();
    // Commands come and go faster than the first backup is begun; a small one takes them no noticeable time.
    await inTurn(async () => {
      if (due) await unasked(inProcess);
    });
    removeParts(catalog);
  });
  return {
    health: health.now,
    failure: () => failure,
    backUp: (out) =>
      inTurn(() => (out === null ? inChild() : makeBackupElsewhere(catalog, out, stopping.signal))),
  };
}

/** One piece of work at a time, in the order they came. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}

async function makeBackupElsewhere(catalog: string, out: string, signal: AbortSignal): Promise<Backup> {
  try {
    return await makeBackup(catalog, out, signal);
  } catch (error) {
    if (signal.aborted) for (const suffix of ['', '-journal']) rmSync(partOf(out) + suffix, { force: true });
    throw error;
  }
}

/** A new backup is made even where an old one cannot be taken away. */
function removeOutdated(catalog: string): void {
  try {
    for (const { file } of outdatedBackups(listBackups(catalog), new Date()))
      for (const suffix of ['-wal', '']) rmSync(file + suffix, { force: true });
  } catch (error) {
    console.error('An outdated backup stays:', error);
  }
}
