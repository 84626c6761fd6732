import type { ImportedClip } from '#shared/domain/import.ts';
import { joinClips } from './clip-identity.ts';
import type { KnownClip } from './plan.ts';

/** A folder or file that is a clip, as its path names it. */
export interface NamedSource {
  readonly key: string;
  readonly name: string;
  readonly subject: string | null;
  /** The clip's name without its subject. */
  readonly clip: string;
}

/** Clips of a data set are those the project has of it, by subject and name; others are told apart by their paths. */
export function placeClips(
  sources: readonly NamedSource[],
  dataset: string | null,
  known: readonly KnownClip[],
): Pick<ImportedClip, 'key' | 'name' | 'subject' | 'dataset'>[] {
  if (dataset === null) return sources.map(({ key, name, subject }) => ({ key, name, subject }));
  const joined = joinClips(
    known,
    sources.map(({ key, subject, clip }) => ({ key, dataset, subject: subject ?? '', name: clip })),
  );
  const isThere = new Set(known.map(({ key }) => key));
  return sources.map(({ key, name, subject }, index) => {
    const place = joined[index];
    if (place === undefined || subject === null) return { key, name, subject, dataset };
    const its = isThere.has(place.key) ? place : { key, name, subject: place.subject };
    return { key: its.key, name: its.name, subject: its.subject, dataset };
  });
}
