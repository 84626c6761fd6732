import type { RunSpec } from '#shared/domain/run-spec.ts';

/** That the form holds the spec called `what`, and where its clips are not those that the library's filter leaves (null: all). */
export function replacedWords(
  what: string,
  named: RunSpec['clipIds'],
  filtered: readonly number[] | null,
): string {
  const words = clipsWords(named, filtered);
  return words === '' ? `The form holds ${what}.` : `The form holds ${what}, but for its clips: ${words}.`;
}

function clipsWords(named: RunSpec['clipIds'], filtered: readonly number[] | null): string {
  if (named === null)
    return filtered === null
      ? ''
      : `it names all of the project; the library's filter leaves ${filtered.length}`;
  if (filtered === null)
    return `it names ${named.length} of its own; without a filter in the library, all of the project are used`;
  const own = new Set<number>(named);
  const isSame = own.size === filtered.length && filtered.every((id) => own.has(id));
  return isSame ? '' : `it names ${named.length} of its own; the library's filter leaves ${filtered.length}`;
}
