import type { Catalog } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { effectiveTargets, type Target } from '../clips/targets.ts';

/** The clips of a run whose target is another now, or gone. */
export type StaleReader = (run: { readonly id: RunId; readonly spec: RunSpec }) => ClipId[];

/** Reads the project's targets once for all runs with the same target and task: make a new one for each call. */
export function createStaleReader(catalog: Catalog): StaleReader {
  const known = new Map<string, Map<ClipId, Target>>();
  const targetsNow = ({ target, task }: RunSpec) => {
    const key = JSON.stringify([target, task]);
    const targets = known.get(key) ?? readTargets(catalog, target, task);
    known.set(key, targets);
    return targets;
  };
  return ({ id, spec }) => {
    const now = targetsNow(spec);
    const isStale = ([clipId, then]: [ClipId, string | number]) => {
      const target = now.get(clipId);
      return target === undefined || 'leftOut' in target || target.value !== then;
    };
    return [...catalog.read.runs.targets(id)].filter(isStale).map(([clipId]) => clipId);
  };
}

/** None where the rater whose labels were learned is no more: then every clip is stale. */
function readTargets(
  catalog: Catalog,
  target: RunSpec['target'],
  task: RunSpec['task'],
): Map<ClipId, Target> {
  try {
    return effectiveTargets(catalog, target, task, null);
  } catch (error) {
    if (error instanceof OnsetError && error.code === 'not-found') return new Map();
    throw error;
  }
}
