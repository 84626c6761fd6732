import type { Catalog, FrozenClip, RunRecord } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { type OpinionsByClip, readOpinions, targetReader } from '../clips/targets.ts';

type Staleable = Pick<RunRecord, 'id' | 'spec' | 'status'>;
/** Null where a clip has no target now. */
type TargetsNow = ReadonlyMap<ClipId, string | number | null>;

/** The runs that learn the same: their targets as they are now, and the clips of each run that had another. */
interface TargetGroup {
  readonly spec: RunSpec;
  now: TargetsNow;
  readonly staleOf: Map<RunId, Set<ClipId>>;
}

interface Known {
  version: string;
  opinionsOf: OpinionsByClip;
  readonly groups: Map<string, TargetGroup>;
}

const knownOf = new WeakMap<Catalog, Known>();

/**
 * The clips of a run whose target is another now, or gone. Asked for every run after every label, so it is kept: a
 * change costs one look at the opinions, and in each run at the clips whose target it changed.
 */
export function staleClips(catalog: Catalog, { id, spec, status }: Staleable): ReadonlySet<ClipId> {
  const group = groupOf(catalog, upToDate(catalog), spec);
  const known = group.staleOf.get(id);
  if (known !== undefined) return known;
  const stale = new Set<ClipId>();
  judge(stale, catalog.read.runs.clips(id), group.now);
  // While it waits, clips that turn out unreadable may still leave it.
  if (status !== 'queued' && status !== 'preparing') group.staleOf.set(id, stale);
  return stale;
}

/** To be called where a run's clips have become others. */
export function forgetStaleness(catalog: Catalog, id: RunId): void {
  for (const { staleOf } of knownOf.get(catalog)?.groups.values() ?? []) staleOf.delete(id);
}

function upToDate(catalog: Catalog): Known {
  const version = catalog.read.project.version();
  const known = knownOf.get(catalog);
  if (known?.version === version) return known;
  const opinionsOf = readOpinions(catalog);
  if (known === undefined) {
    const first = { version, opinionsOf, groups: new Map() };
    knownOf.set(catalog, first);
    return first;
  }
  known.version = version;
  known.opinionsOf = opinionsOf;
  for (const group of known.groups.values()) refresh(catalog, group, opinionsOf);
  return known;
}

function refresh(catalog: Catalog, group: TargetGroup, opinionsOf: OpinionsByClip): void {
  const before = group.now;
  group.now = targetsNow(catalog, group.spec, opinionsOf);
  const changed = [...new Set([...before.keys(), ...group.now.keys()])].filter(
    (clipId) => before.get(clipId) !== group.now.get(clipId),
  );
  if (changed.length === 0) return;
  for (const [id, stale] of group.staleOf) judge(stale, catalog.read.runs.clips(id, changed), group.now);
}

function groupOf(catalog: Catalog, known: Known, spec: RunSpec): TargetGroup {
  const key = JSON.stringify([spec.target, spec.task]);
  const found = known.groups.get(key);
  if (found !== undefined) return found;
  const group = { spec, now: targetsNow(catalog, spec, known.opinionsOf), staleOf: new Map() };
  known.groups.set(key, group);
  return group;
}

/** Adds those of `clips` whose target is another now, takes out the others. */
function judge(stale: Set<ClipId>, clips: readonly FrozenClip[], now: TargetsNow): void {
  for (const { clipId, target } of clips) {
    if (now.get(clipId) === target) stale.delete(clipId);
    else stale.add(clipId);
  }
}

/** Of the clips somebody labelled. None where the rater whose labels were learned is no more: then every clip is stale. */
function targetsNow(catalog: Catalog, { target, task }: RunSpec, opinionsOf: OpinionsByClip): TargetsNow {
  try {
    const targetOf = targetReader(catalog, target, task, opinionsOf);
    const valueNow = (clipId: ClipId) => {
      const found = targetOf(clipId);
      return 'value' in found ? found.value : null;
    };
    return new Map(Array.from(opinionsOf.keys(), (clipId) => [clipId, valueNow(clipId)] as const));
  } catch (error) {
    if (error instanceof OnsetError && error.code === 'not-found') return new Map();
    throw error;
  }
}
