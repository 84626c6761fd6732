import { realpathSync } from 'node:fs';
import { OnsetError } from '#shared/base/errors.ts';
import { calls } from '#shared/contract/calls.ts';
import type { PacketTarget } from '../packets.ts';

/** Calls by which a client of the project's socket would take the project from under the window. */
const CHANGING = new Set(['projects.open', 'projects.create', 'projects.demo', 'projects.close']);

/** The engine as a client sees it that came for the project in `dir`: it cannot close it or open another. */
export function keepToProject(engine: PacketTarget, dir: string): PacketTarget {
  return {
    ...engine,
    callUntyped: async (name, input) => {
      if (CHANGING.has(name) && !(name === 'projects.open' && isSame(input, dir)))
        throw new OnsetError(
          'conflict',
          `Another Onset has ${dir} open: it cannot be closed or changed for another from here.`,
        );
      return engine.callUntyped(name, input);
    },
  };
}

function isSame(input: unknown, dir: string): boolean {
  const parsed = calls['projects.open'].input.safeParse(input);
  try {
    return parsed.success && realpathSync(parsed.data.dir) === realpathSync(dir);
  } catch {
    return false;
  }
}
