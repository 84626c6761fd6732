import type { KnownClip } from './plan.ts';

/** How a file of our own names a clip. */
export interface NamedClip {
  readonly key: string | null;
  readonly name: string | null;
  readonly dataset: string | null;
  readonly subject: string | null;
}

/**
 * The clip of the project that is meant, or why none is: the one of that key, else the only one of that name and, where
 * the file says them, of that data set and subject, letter by letter.
 */
export function createClipMatch<C extends KnownClip>(
  clips: readonly C[],
): (named: NamedClip) => { readonly clip: C } | { readonly problem: string } {
  const byKey = new Map(clips.map((clip) => [clip.key, clip]));
  const byName = Map.groupBy(clips, ({ name }) => name);
  return ({ key, name, dataset, subject }) => {
    const clip = key === null ? undefined : byKey.get(key);
    if (clip !== undefined) return { clip };
    const [only, ...others] = (byName.get(name ?? '') ?? []).filter(
      (known) =>
        (dataset === null || known.dataset === dataset) && (subject === null || known.subject === subject),
    );
    const called = name ?? key ?? '';
    if (only === undefined) return { problem: `the project has no clip ${called}` };
    if (others.length > 0)
      return {
        problem: `${others.length + 1} clips of the project are called ${called} and none has its key`,
      };
    return { clip: only };
  };
}
