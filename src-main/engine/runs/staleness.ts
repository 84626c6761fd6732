import type { Catalog, FrozenClip, RunRecord } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import type { Distribution } from '#shared/domain/label.ts';
import { learnsDistributions, type RunSpec } from '#shared/domain/run-spec.ts';
import { readTargets } from '../clips/targets.ts';
import { areSameShares, sharesOf } from './shares.ts';

type Staleable = Pick<RunRecord, 'id' | 'spec' | 'status'>;
interface TargetNow {
  /** Null where a clip has no target now. */
  readonly value: string | number | null;
  /** Null where distributions are not learned. */
  readonly shares: Distribution | null;
}
type TargetsNow = ReadonlyMap<ClipId, TargetNow>;

interface Judged {
  readonly stale: Set<ClipId>;
  /** Those that shares are of. */
  readonly classes: readonly string[];
}

/** The runs that learn the same: their targets as they are now, and the clips of each run that had another. */
interface TargetGroup {
  readonly spec: RunSpec;
  now: TargetsNow;
  readonly judgedOf: Map<RunId, Judged>;
}

interface Known {
  version: string;
  readonly groups: Map<string, TargetGroup>;
}

const knownOf = new WeakMap<Catalog, Known>();

/**
 * The clips of a run whose target is another now, or gone; their shares are part of it where distributions
 * are learned. Asked for every run after every label, so it is kept: a
 * change costs one look at the labels, and in each run at the clips whose target it changed.
 */
export function staleClips(catalog: Catalog, { id, spec, status }: Staleable): ReadonlySet<ClipId> {
  const group = groupOf(catalog, upToDate(catalog), spec);
  const known = group.judgedOf.get(id);
  if (known !== undefined) return known.stale;
  const classes = learnsDistributions(spec) ? (catalog.read.runs.frozen(id)?.classes ?? []) : [];
  const judged = { stale: new Set<ClipId>(), classes };
  judge(judged, catalog.read.runs.clips(id), group.now);
  // While it waits, clips that turn out unreadable may still leave it.
  if (status !== 'queued' && status !== 'preparing') group.judgedOf.set(id, judged);
  return judged.stale;
}

/** To be called where a run's clips have become others. */
export function forgetStaleness(catalog: Catalog, id: RunId): void {
  for (const { judgedOf } of knownOf.get(catalog)?.groups.values() ?? []) judgedOf.delete(id);
}

function upToDate(catalog: Catalog): Known {
  const version = catalog.read.said.version();
  const known = knownOf.get(catalog);
  if (known?.version === version) return known;
  if (known === undefined) {
    const first = { version, groups: new Map() };
    knownOf.set(catalog, first);
    return first;
  }
  known.version = version;
  for (const group of known.groups.values()) refresh(catalog, group);
  return known;
}

function refresh(catalog: Catalog, group: TargetGroup): void {
  const before = group.now;
  group.now = targetsNow(catalog, group.spec);
  const changed = [...new Set([...before.keys(), ...group.now.keys()])].filter(
    (clipId) => !isSameTarget(before.get(clipId), group.now.get(clipId)),
  );
  if (changed.length === 0) return;
  for (const [id, judged] of group.judgedOf) judge(judged, catalog.read.runs.clips(id, changed), group.now);
}

function groupOf(catalog: Catalog, known: Known, spec: RunSpec): TargetGroup {
  const key = JSON.stringify([spec.target, spec.task, learnsDistributions(spec)]);
  const found = known.groups.get(key);
  if (found !== undefined) return found;
  const group = { spec, now: targetsNow(catalog, spec), judgedOf: new Map() };
  known.groups.set(key, group);
  return group;
}

/** Adds those of `clips` whose target is another now, takes out the others. */
function judge({ stale, classes }: Judged, clips: readonly FrozenClip[], now: TargetsNow): void {
  for (const clip of clips) {
    if (isAsFrozen(clip, now.get(clip.clipId), classes)) stale.delete(clip.clipId);
    else stale.add(clip.clipId);
  }
}

function isAsFrozen(
  { target, distribution }: FrozenClip,
  now: TargetNow | undefined,
  classes: readonly string[],
): boolean {
  if (now === undefined || now.value !== target) return false;
  if (now.shares === null || distribution === null) return true;
  return areSameShares(distribution, sharesOf(now.shares, classes));
}

function isSameTarget(a: TargetNow | undefined, b: TargetNow | undefined): boolean {
  return a?.value === b?.value && areSame(a?.shares ?? {}, b?.shares ?? {});
}

function areSame(a: Distribution, b: Distribution): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** Of the clips somebody labelled. None where the rater or the class map that was learned by is no more: then every clip is stale. */
function targetsNow(catalog: Catalog, spec: RunSpec): TargetsNow {
  const isSoft = learnsDistributions(spec);
  try {
    const targets = readTargets(catalog, spec.target, spec.task, null);
    const now = (clipId: ClipId): TargetNow => {
      const found = targets.of(clipId);
      if ('leftOut' in found) return { value: null, shares: null };
      return { value: found.value, shares: isSoft ? found.shares : null };
    };
    return new Map(targets.labelled.map((clipId) => [clipId, now(clipId)] as const));
  } catch (error) {
    if (error instanceof OnsetError && error.code === 'not-found') return new Map();
    throw error;
  }
}
