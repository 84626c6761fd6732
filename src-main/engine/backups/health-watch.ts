import { damagedInWords } from '#main/catalog/health.ts';
import { toFailure } from '#shared/base/errors.ts';
import type { ProjectHealth } from '#shared/domain/backup.ts';
import type { OpenProject } from '../project.ts';
import { projectPaths } from '../projects/folder.ts';
import { checkPages } from './child.ts';

export interface HealthWatch {
  now(): ProjectHealth;
  /** Looks at every page, in a child; a damaged catalog can only be read from then on. Never rejects. */
  check(signal: AbortSignal): Promise<void>;
}

/** `onChange` hears what becomes of the project's health, and whether it has just become read-only. */
export function watchHealth(
  { dir, catalog }: OpenProject,
  onChange: (health: ProjectHealth) => void,
): HealthWatch {
  const file = projectPaths(dir).catalog;
  let health: ProjectHealth = FIRST[catalog.health.atOpening];
  const set = (next: ProjectHealth) => {
    health = next;
    onChange(health);
  };
  return {
    now: () => health,
    check: async (signal) => {
      set({ state: 'checking', detail: null });
      try {
        const problem = await checkPages(file, signal);
        if (problem === null) {
          catalog.health.passed();
          return set({ state: 'ok', detail: null });
        }
        const { message } = damagedInWords(file);
        catalog.health.condemn(`${message} Until then the project can only be read.`);
        set({ state: 'damaged', detail: `${message} (${problem})` });
      } catch (error) {
        // Where the project closes meanwhile, the next opening begins it again.
        if (!signal.aborted) set({ state: 'unknown', detail: toFailure(error).message });
      }
    },
  };
}

const FIRST: Readonly<Record<OpenProject['catalog']['health']['atOpening'], ProjectHealth>> = {
  checked: { state: 'ok', detail: null },
  due: { state: 'checking', detail: null },
  'not-needed': { state: 'not-needed', detail: null },
};
