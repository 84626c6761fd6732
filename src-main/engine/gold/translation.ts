import type { Catalog } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { Distribution } from '#shared/domain/label.ts';
import type { RaterKind } from '#shared/domain/rater.ts';
import type { ClassMap } from '#shared/domain/scheme.ts';
import { type Heard, hear, type Way, wayOfAny, waysInto } from '#shared/kernels/class-maps.ts';

/** What emotions of the raters' schemes are in one scheme: the main one, or that which a class map leads to. */
export interface Translation {
  /** In their order. */
  readonly classes: readonly string[];
  readonly hear: (
    rater: { readonly scheme: string; readonly kind: RaterKind },
    said: { readonly emotion: string | null; readonly distribution: Distribution | null },
  ) => Heard;
}

/**
 * Holds for the schemes and maps as they are now. What was adjudicated may be of any scheme: the main one, that of who
 * adjudicates, or another. Throws OnsetError `not-found` where there is no such class map.
 */
export function translationInto({ read }: Catalog, classMap: string | null): Translation {
  const schemes = read.schemes.list();
  const maps = read.schemes.classMaps();
  const last = classMap === null ? null : requireMap(maps, classMap);
  const main = schemes.find(({ isMain }) => isMain)?.name ?? '';
  const target = last?.to ?? main;
  const wayFrom = waysInto(target, last, maps);
  const known = schemes.map(({ name, emotions }) => ({ scheme: name, emotions: new Set(emotions) }));
  const first = (name: string) => known.filter(({ scheme }) => scheme === name);
  const wayOf = (scheme: string, kind: RaterKind): Way =>
    kind === 'adjudicated'
      ? wayOfAny([...first(main), ...first(scheme), ...known], wayFrom)
      : wayFrom(scheme);
  return {
    classes: schemes.find(({ name }) => name === target)?.emotions ?? [],
    hear: ({ scheme, kind }, said) => hear(wayOf(scheme, kind), said),
  };
}

function requireMap(maps: readonly ClassMap[], name: string): ClassMap {
  const found = maps.find((map) => map.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const known = maps.map((map) => map.name).join(', ');
  throw new OnsetError(
    'not-found',
    `This project has no class map ${name}${known === '' ? '' : `; it has ${known}`}.`,
  );
}
