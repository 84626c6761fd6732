import { MEGC_CLASSES, MEGC_ENTRIES, MEGC_SCHEME } from '#shared/domain/scheme.ts';
import { hear, type Way, wayOfAny, waysInto } from '#shared/kernels/class-maps.ts';
import type { MegcClass } from '../importers/megc/classes.ts';
import type { ExportedLabel, LabelsToExport } from './label-exporter.ts';
import { isAdjudicated } from './standing.ts';

/** The class; `none`: an emotion of none of the three, or several as probable; null: nothing that leads to them. */
export type ClassSaid = MegcClass | 'none' | null;

/**
 * What labels say in the three classes: by the project's class map from the rater's scheme, and by MEGC 2019's own where
 * the project has no map to them at all. What was adjudicated may be of any scheme, first of the main one.
 */
export function megcClasses({
  classMaps = [],
  schemes = [],
}: Pick<LabelsToExport, 'classMaps' | 'schemes'>): (label: ExportedLabel) => ClassSaid {
  const hasMap = classMaps.some(({ to }) => to === MEGC_SCHEME);
  const byMaps = waysInto(MEGC_SCHEME, null, classMaps);
  const wayFrom = (scheme: string): Way => (hasMap || scheme === MEGC_SCHEME ? byMaps(scheme) : byComposite);
  const known = schemes.map(({ name, emotions }) => ({ scheme: name, emotions: new Set(emotions) }));
  const main = schemes.find(({ isMain }) => isMain)?.name;
  const wayOfDecided = (own: string): Way => {
    const first = known.filter(({ scheme }) => scheme === main);
    const second = known.filter(({ scheme }) => scheme === own);
    return known.length === 0 ? wayFrom(own) : wayOfAny([...first, ...second, ...known], wayFrom);
  };
  return (label) => {
    const way = isAdjudicated(label) ? wayOfDecided(label.raterScheme) : wayFrom(label.raterScheme);
    const { emotion, missing } = hear(way, label);
    if (emotion !== null) return classNamed(emotion);
    return missing === 'tied' || missing === 'dropped' ? 'none' : null;
  };
}

/** A project without the composite's scheme may have its classes among its own emotions. */
const byComposite: Way = (emotion) => {
  if (MEGC_CLASSES.some((name) => name === emotion)) return emotion;
  return Object.hasOwn(MEGC_ENTRIES, emotion) ? (MEGC_ENTRIES[emotion] ?? null) : null;
};

const CLASSES = [0, 1, 2] as const;

function classNamed(name: string): MegcClass | 'none' {
  return CLASSES.find((index) => MEGC_CLASSES[index] === name) ?? 'none';
}
