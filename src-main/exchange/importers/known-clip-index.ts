import { foldSubject, ownName } from './clip-identity.ts';
import type { KnownClip } from './plan.ts';
import { foldName } from './tables/cells.ts';

/** The clip that a table means, or why none can be said to be meant. */
export type ClipMatch = { readonly clip: KnownClip } | { readonly problem: string };

/**
 * Finds clips by what a table writes: the clip's name, `subject/name` or its key, with or without the set's name; last,
 * the last part of a name that is a path. A subject in its own column narrows the choice. Numbers match by value.
 */
export function createKnownClipIndex(
  clips: readonly KnownClip[],
): (name: string, subject: string) => ClipMatch {
  const spellings: readonly ((clip: KnownClip) => readonly string[])[] = [
    ({ name }) => [name],
    ({ name, subject }) => (subject === null ? [] : [`${subject}/${name}`, `${subject}_${name}`]),
    ({ key }) => [key, key.slice(key.indexOf('/') + 1)],
    ({ name, key }) => [lastPart(name), lastPart(key)],
  ];
  const indices = spellings.map((spell) => index(clips, spell));
  return (name, subject) => {
    for (const byName of indices) {
      const named = byName.get(foldPath(name)) ?? [];
      const found = subject === '' ? named : named.filter((clip) => isSubject(clip, subject));
      const [clip, ...others] = found;
      if (clip === undefined) continue;
      if (others.length === 0) return { clip };
      return {
        problem: `${found.length} clips are called ${name}: write it as subject/clip, such as ${clip.subject ?? '01'}/${clip.name}`,
      };
    }
    return {
      problem: `the project has no clip called ${subject === '' ? name : `${name} of subject ${subject}`}`,
    };
  };
}

/** The first of several attempts that found a clip; else why the first one did not. */
export function firstFound(matches: readonly ClipMatch[]): ClipMatch {
  const [first = { problem: 'it names no clip' }] = matches;
  return matches.find((match) => !('problem' in match)) ?? first;
}

/** As the data set names them: a subject `samm 6` is its 6 and 006. */
function isSubject({ subject, dataset }: KnownClip, named: string): boolean {
  return [subject ?? '', ownName(subject ?? '', dataset)].some(
    (name) => foldSubject(name) === foldSubject(named),
  );
}

function index(
  clips: readonly KnownClip[],
  spell: (clip: KnownClip) => readonly string[],
): ReadonlyMap<string, readonly KnownClip[]> {
  const byName = new Map<string, KnownClip[]>();
  for (const clip of clips)
    for (const name of new Set(spell(clip).map(foldPath))) {
      const named = byName.get(name);
      if (named === undefined) byName.set(name, [clip]);
      else named.push(clip);
    }
  return byName;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function foldPath(path: string): string {
  return path.split('/').map(foldName).join('/');
}
