import { type ClassMap, MEGC_CLASSES, MEGC_ENTRIES, MEGC_SCHEME } from '#shared/domain/scheme.ts';
import type { MegcClass } from '../importers/megc/classes.ts';
import type { ExportedLabel } from './label-exporter.ts';

/** The class; `none`: an emotion of none of the three, or several as probable; null: nothing that leads to them. */
export type ClassSaid = MegcClass | 'none' | null;

type Way = (emotion: string) => string | null;

/**
 * What labels say in the three classes: by the project's class map from the rater's scheme (of several the first one
 * made), and by MEGC 2019's own where the project has no map to them at all. A distribution's shares go together first.
 */
export function megcClasses(classMaps: readonly ClassMap[]): (label: ExportedLabel) => ClassSaid {
  const leading = classMaps.filter(({ to }) => to === MEGC_SCHEME);
  const wayFrom = (scheme: string): Way | null => {
    if (scheme === MEGC_SCHEME) return asItIs;
    if (leading.length === 0) return byComposite;
    const map = leading.find(({ from }) => from === scheme);
    return map === undefined ? null : (emotion) => entryOf(map.entries, emotion);
  };
  return ({ emotion, distribution, raterScheme }) => {
    const way = wayFrom(raterScheme);
    if (way === null) return null;
    const shares = new Map<MegcClass | 'none', number>();
    for (const [name, share] of Object.entries(distribution ?? (emotion === null ? {} : { [emotion]: 1 }))) {
      const said = classNamed(way(name));
      shares.set(said, (shares.get(said) ?? 0) + share);
    }
    return leaderOf(shares);
  };
}

const asItIs: Way = (emotion) => emotion;
/** A project without the composite's scheme may have its classes among its own emotions. */
const byComposite: Way = (emotion) =>
  MEGC_CLASSES.find((known) => known === emotion) ?? entryOf(MEGC_ENTRIES, emotion);

function entryOf(entries: ClassMap['entries'], emotion: string): string | null {
  return Object.hasOwn(entries, emotion) ? (entries[emotion] ?? null) : null;
}

const CLASSES = [0, 1, 2] as const;

function classNamed(name: string | null): MegcClass | 'none' {
  return CLASSES.find((index) => MEGC_CLASSES[index] === name) ?? 'none';
}

/** How far apart two sums of the same shares may come out. */
const SUM_TOLERANCE = 1e-9;

function leaderOf(shares: ReadonlyMap<MegcClass | 'none', number>): ClassSaid {
  if (shares.size === 0) return null;
  const largest = Math.max(...shares.values());
  const leaders = [...shares].filter(([, share]) => largest - share <= SUM_TOLERANCE);
  return leaders.length === 1 ? (leaders[0]?.[0] ?? 'none') : 'none';
}
