import { identity } from './megc/names.ts';
import type { KnownClip, Skipped } from './plan.ts';
import { foldName } from './tables/cells.ts';

/** Subjects as they are compared: `sub01`, `s01`, `001` and `1` are one. */
export function foldSubject(subject: string): string {
  return foldName(subject.replace(/^(?:subject|sub|s)[ ._-]*(?=\d+$)/i, ''));
}

/** What tells a clip from all others, in any source. */
function clipIdentity(dataset: string, subject: string, clip: string): string {
  return identity(dataset, foldSubject(subject), clip);
}

/** Where a source's clip belongs in the project. */
export interface PlacedClip {
  readonly key: string;
  readonly name: string;
  /** As the project spells it. */
  readonly subject: string;
  /** True where the project has the clip, without a data set: subject and name alone say that it is the same. */
  readonly isAssumed: boolean;
}
export interface SourceClip {
  /** Lower case; null where the source does not say. */
  readonly dataset: string | null;
  readonly subject: string;
  readonly name: string;
  /** The key it has where the project does not have the clip yet. */
  readonly key: string;
}

/**
 * Joins a source's clips to those of the project: by key, else by data set, subject and name, else by subject and name
 * to a clip whose data set is not known. Clips of one identity get one key. A data set's subject keeps the name it has
 * in the project; where its name is another's, it is called `samm 11`, and found again by that.
 */
export function joinClips(known: readonly KnownClip[], clips: readonly SourceClip[]): PlacedClip[] {
  const find = createFinder(known);
  const found = clips.map(find);
  const subjects = createSubjectNames(known);
  for (const [index, { dataset, subject }] of clips.entries()) {
    const name = found[index]?.subject ?? null;
    if (name !== null) subjects.keep(dataset, subject, name);
  }
  const first = new Map<string, PlacedClip>();
  return clips.map((clip, index) => {
    const there = found[index];
    const id = clipIdentity(clip.dataset ?? '', clip.subject, clip.name);
    const placed = (there === undefined ? first.get(id) : undefined) ?? {
      key: there?.key ?? clip.key,
      name: there?.name ?? clip.name,
      subject: there?.subject ?? subjects.name(clip.dataset, clip.subject),
      isAssumed: there !== undefined && there.key !== clip.key && there.dataset === null,
    };
    first.set(id, placed);
    return placed;
  });
}

/** The clips of the project that a source means by data set, subject and name; undefined where it has none. */
export function findClips<C extends KnownClip>(
  known: readonly C[],
  clips: readonly Omit<SourceClip, 'key'>[],
): (C | undefined)[] {
  const find = createFinder(known);
  return clips.map((clip) => find({ ...clip, key: null }));
}

type Wanted = Omit<SourceClip, 'key'> & { readonly key: string | null };

function createFinder<C extends KnownClip>(known: readonly C[]): (clip: Wanted) => C | undefined {
  const byKey = new Map(known.map((clip) => [clip.key, clip]));
  const byIdentity = Map.groupBy(known, ({ dataset, subject, name }) =>
    clipIdentity(dataset ?? '', ownName(subject ?? '', dataset), name),
  );
  return ({ key, dataset, subject, name }) => {
    const sameKey = key === null ? undefined : byKey.get(key);
    if (sameKey !== undefined || dataset === null) return sameKey;
    const [found] = byIdentity.get(clipIdentity(dataset, subject, name)) ?? [];
    if (found !== undefined) return found;
    const [assumed, ...others] = byIdentity.get(clipIdentity('', subject, name)) ?? [];
    return others.length === 0 && assumed?.subject !== null ? assumed : undefined;
  };
}

/** The subject's name within its data set: that of `samm 11` is `11`. */
export function ownName(subject: string, dataset: string | null): string {
  const prefix = `${dataset} `;
  return dataset !== null && subject.startsWith(prefix) ? subject.slice(prefix.length) : subject;
}

/** Names of subjects are one in a project: the first spelling of a data set's subject holds. */
function createSubjectNames(known: readonly KnownClip[]) {
  const chosen = new Map<string, string>();
  const owners = new Map<string, Set<string | null>>();
  const id = (dataset: string | null, own: string) => JSON.stringify([dataset, foldSubject(own)]);
  const keep = (dataset: string | null, own: string, name: string): void => {
    if (!chosen.has(id(dataset, own))) chosen.set(id(dataset, own), name);
    const all = owners.get(foldName(name)) ?? new Set();
    owners.set(foldName(name), all.add(dataset));
  };
  for (const { dataset, subject } of known)
    if (subject !== null) keep(dataset, ownName(subject, dataset), subject);
  return {
    keep,
    /** The subject's name in the project, chosen now where it is new. Those of no data set go by their names alone. */
    name: (dataset: string | null, own: string): string => {
      const others = [...(owners.get(foldName(own)) ?? [])].filter((owner) => owner !== dataset);
      const fresh = dataset !== null && others.length > 0 ? `${dataset} ${own}` : own;
      const name = chosen.get(id(dataset, own)) ?? fresh;
      keep(dataset, own, name);
      return name;
    },
  };
}

/** Says that clips were joined without their data set being known. */
export function assumedNote(item: string, count: number): Skipped {
  const reason = `${count} of its clips, by subject and name, are taken for clips that the project has without a data set`;
  return { item, row: null, reason };
}
