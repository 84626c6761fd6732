import type { Catalog } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { Distribution } from '#shared/domain/label.ts';
import type { ClassMap } from '#shared/domain/scheme.ts';

/** What emotions of the raters' schemes are in one scheme: the main one, or that which a class map leads to. */
export interface Translation {
  /** In their order. */
  readonly classes: readonly string[];
  /** Null where no map leads there, or the map drops it. */
  readonly emotion: (scheme: string, emotion: string) => string | null;
  /** Shares go together where their emotions do and add up to 1 again; null where nothing is left. */
  readonly shares: (scheme: string, shares: Distribution) => Distribution | null;
}

/** Holds for the schemes and maps as they are now. Throws OnsetError `not-found` where there is no such class map. */
export function translationInto({ read }: Catalog, classMap: string | null): Translation {
  const schemes = read.schemes.list();
  const maps = read.schemes.classMaps();
  const last = classMap === null ? null : requireMap(maps, classMap);
  const target = last?.to ?? schemes.find(({ isMain }) => isMain)?.name ?? '';
  const through = new Map(schemes.map(({ name }) => [name, wayFrom(name, target, last, maps)]));
  const emotion = (scheme: string, said: string) => through.get(scheme)?.(said) ?? null;
  return {
    classes: schemes.find(({ name }) => name === target)?.emotions ?? [],
    emotion,
    shares: (scheme, shares) => sharesThrough((name) => emotion(scheme, name), shares),
  };
}

type Way = (emotion: string) => string | null;

/** As it is; else by the map that was asked for, if need be after one that leads to it; else by a map straight there. */
function wayFrom(scheme: string, target: string, last: ClassMap | null, maps: readonly ClassMap[]): Way {
  if (scheme === target) return (emotion) => emotion;
  if (last === null) return byMap(mapBetween(maps, scheme, target));
  if (scheme === last.from) return byMap(last);
  const first = mapBetween(maps, scheme, last.from);
  if (first === null) return byMap(mapBetween(maps, scheme, target));
  const [there, onward] = [byMap(first), byMap(last)];
  return (emotion) => {
    const between = there(emotion);
    return between === null ? null : onward(between);
  };
}

/** Of several the first one made, as for the clips' summaries. */
function mapBetween(maps: readonly ClassMap[], from: string, to: string): ClassMap | null {
  return maps.find((map) => map.from === from && map.to === to) ?? null;
}

function byMap(map: ClassMap | null): Way {
  const entries = new Map(Object.entries(map?.entries ?? {}));
  return (emotion) => entries.get(emotion) ?? null;
}

function sharesThrough(way: Way, shares: Distribution): Distribution | null {
  const mapped = new Map<string, number>();
  for (const [emotion, share] of Object.entries(shares)) {
    const to = way(emotion);
    if (to !== null) mapped.set(to, (mapped.get(to) ?? 0) + share);
  }
  const total = [...mapped.values()].reduce((sum, share) => sum + share, 0);
  if (total === 0) return null;
  return Object.fromEntries([...mapped].map(([emotion, share]) => [emotion, share / total]));
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
