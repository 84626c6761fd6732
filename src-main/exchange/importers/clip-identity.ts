import { identity } from './megc/names.ts';
import type { KnownClip } from './plan.ts';
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
 * to a clip whose data set is not known. Subjects of a data set keep the name they have in the project; where the name
 * is that of another data set's subject, a new one is called `samm 11`, and found again by it.
 */
export function createClipJoin(known: readonly KnownClip[]): (clip: SourceClip) => PlacedClip {
  const byKey = new Map(known.map((clip) => [clip.key, clip]));
  const byIdentity = Map.groupBy(known, ({ dataset, subject, name }) =>
    clipIdentity(dataset ?? '', ownName(subject ?? '', dataset), name),
  );
  const nameSubject = createSubjectNames(known);
  const find = ({ key, dataset, subject, name }: SourceClip): KnownClip | undefined => {
    const sameKey = byKey.get(key);
    if (sameKey !== undefined || dataset === null) return sameKey;
    const [found] = byIdentity.get(clipIdentity(dataset, subject, name)) ?? [];
    if (found !== undefined) return found;
    const [assumed, ...others] = byIdentity.get(clipIdentity('', subject, name)) ?? [];
    return others.length === 0 && assumed?.subject !== null ? assumed : undefined;
  };
  return (clip) => {
    const found = find(clip);
    return {
      key: found?.key ?? clip.key,
      name: found?.name ?? clip.name,
      subject: found?.subject ?? nameSubject(clip.dataset, clip.subject),
      isAssumed: found !== undefined && found.key !== clip.key && found.dataset === null,
    };
  };
}

/** The subject's name within its data set: that of `samm 11` is `11`. */
function ownName(subject: string, dataset: string | null): string {
  const prefix = `${dataset} `;
  return dataset !== null && subject.startsWith(prefix) ? subject.slice(prefix.length) : subject;
}

/** Names of subjects are one in a project: the first spelling of a data set's subject holds. */
function createSubjectNames(known: readonly KnownClip[]) {
  const chosen = new Map<string, string>();
  const owners = new Map<string, Set<string>>();
  const id = (dataset: string | null, own: string) => JSON.stringify([dataset, foldSubject(own)]);
  const keep = (dataset: string | null, own: string, name: string) => {
    if (!chosen.has(id(dataset, own))) chosen.set(id(dataset, own), name);
    if (dataset !== null) owners.set(foldName(name), (owners.get(foldName(name)) ?? new Set()).add(dataset));
  };
  for (const { dataset, subject } of known)
    if (subject !== null) keep(dataset, ownName(subject, dataset), subject);
  return (dataset: string | null, subject: string): string => {
    const before = chosen.get(id(dataset, subject));
    if (before !== undefined) return before;
    const isTaken = dataset !== null && [...(owners.get(foldName(subject)) ?? [])].some((o) => o !== dataset);
    const name = isTaken ? `${dataset} ${subject}` : subject;
    keep(dataset, subject, name);
    return name;
  };
}
