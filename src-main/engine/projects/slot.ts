import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ProjectSummary } from '#shared/domain/project.ts';
import type { OpenProject } from '../project.ts';
import type { Settings } from '../settings.ts';
import { prepareNewFolder, projectName, requireProjectFolder } from './folder.ts';
import { type HeldProject, openProject, type ServeClient } from './open-project.ts';

/** What may be done with the slot while nobody else changes it. */
export interface SlotChanges {
  /** Does nothing where that project is open already; the former one is closed only once the new one is open. */
  open(dir: string): Promise<ProjectSummary>;
  /** In a new or empty folder; it may hold the entries named by `beside`. */
  create(dir: string, beside?: readonly string[]): Promise<ProjectSummary>;
  close(): Promise<void>;
}

/** The place for the one project an engine has open. */
export interface ProjectSlot {
  current(): OpenProject | null;
  summary(): ProjectSummary | null;
  /** One change at a time: others wait for their turn. */
  change<T>(work: (changes: SlotChanges) => Promise<T>): Promise<T>;
}

export interface SlotOptions {
  readonly settings: Settings;
  readonly serveClient: ServeClient;
  readonly onOpened: (project: OpenProject, isNew: boolean) => void;
  /** Ends the work that is under way on the project to be closed. */
  readonly onClosing: () => Promise<void>;
}

export function createProjectSlot(options: SlotOptions): ProjectSlot {
  let held: HeldProject | null = null;
  let lastChange: Promise<unknown> = Promise.resolve();

  const close = async () => {
    if (held === null) return;
    const closing = held;
    held = null;
    await options.onClosing();
    await closing.close();
  };
  const take = async (dir: string, mode: 'create' | 'write'): Promise<ProjectSummary> => {
    const opened = await openProject(dir, mode, options.serveClient);
    await close();
    held = opened;
    options.onOpened(opened.project, mode === 'create');
    const summary = summarize(opened.project);
    options.settings.rememberProject({ dir, name: summary.name });
    return summary;
  };
  const changes: SlotChanges = {
    open: async (given) => {
      const dir = resolve(given);
      requireProjectFolder(dir);
      if (held !== null && isSameFolder(held.project.dir, dir)) return summarize(held.project);
      return take(dir, 'write');
    },
    create: async (given, beside = []) => {
      const dir = resolve(given);
      prepareNewFolder(dir, beside);
      return take(dir, 'create');
    },
    close,
  };
  return {
    current: () => held?.project ?? null,
    summary: () => (held === null ? null : summarize(held.project)),
    change: (work) => {
      const turn = lastChange.then(() => work(changes));
      lastChange = turn.catch(() => {});
      return turn;
    },
  };
}

function summarize({ dir, readOnly, catalog }: OpenProject): ProjectSummary {
  return { dir, name: projectName(dir), readOnly, ...catalog.read.project.counts() };
}

function isSameFolder(a: string, b: string): boolean {
  return realpathSync(a) === realpathSync(b);
}

/** The open project. Throws OnsetError `not-found` if none is. */
export function requireProject(slot: ProjectSlot): OpenProject {
  const project = slot.current();
  if (project === null) throw new OnsetError('not-found', 'Open a project first.');
  return project;
}
