import type { ImportChanges, ReadableImports } from '#main/catalog/index.ts';
import type { ImportPlan } from '#main/exchange/importers/index.ts';
import {
  type ClassMap,
  MEGC_CLASSES,
  MEGC_ENTRIES,
  MEGC_SCHEME,
  type Scheme,
} from '#shared/domain/scheme.ts';

/** The scheme that finer emotions are of: the first that is not the composite's. */
const baseOf = (schemes: readonly Scheme[]) => schemes.find(({ name }) => name !== MEGC_SCHEME);

/**
 * Where the project's main scheme is that of the composite, a source of finer emotions is of the base scheme: nothing
 * is added to the three classes, and the class map leads to them.
 */
export function withScheme(plan: ImportPlan, stored: ReadableImports): ImportPlan {
  if (plan.kind === 'intensities' || plan.kind === 'onset-labels') return plan;
  const schemes = stored.schemes();
  const base = baseOf(schemes);
  if (base === undefined || !schemes.some(({ name, isMain }) => isMain && name === MEGC_SCHEME)) return plan;
  const isClass = (emotion: string) => MEGC_CLASSES.some((name) => name === emotion);
  const emotions = plan.labels.flatMap(({ emotion }) => emotion ?? []);
  if (emotions.every(isClass)) return plan;
  const named = plan.raters ?? [];
  const others = new Set(plan.labels.map(({ rater }) => rater));
  for (const { name } of named) others.delete(name);
  return {
    ...plan,
    raters: [
      ...named.map((rater) => ({ scheme: base.name, ...rater })),
      ...[...others].map((name) => ({ name, kind: 'source' as const, scheme: base.name })),
    ],
  };
}

/**
 * The main scheme, where the project has no emotions yet and the source those of the composite; and the class map to it,
 * where the project then has finer emotions too. What a map says already stays.
 */
export function decideSchemes(
  plan: ImportPlan,
  emotions: ImportChanges['emotions'],
  stored: ReadableImports,
): Required<Pick<ImportChanges, 'mainScheme' | 'classMaps'>> {
  const schemes = stored.schemes();
  const main = schemes.find(({ isMain }) => isMain);
  const added = new Map(emotions.map(({ scheme, names }) => [scheme ?? main?.name ?? '', names]));
  const isMegc = plan.schemes !== undefined && Object.hasOwn(plan.schemes, MEGC_SCHEME);
  const isEmpty = (main?.emotions.length ?? 0) + (added.get(main?.name ?? '')?.length ?? 0) === 0;
  const base = baseOf(schemes);
  const map = schemes.some(({ name }) => name === MEGC_SCHEME) || added.has(MEGC_SCHEME) ? base : undefined;
  return {
    mainScheme: isMegc && isEmpty ? MEGC_SCHEME : null,
    classMaps:
      map === undefined
        ? []
        : mapTo(map, [...map.emotions, ...(added.get(map.name) ?? [])], stored.classMaps()),
  };
}

function mapTo(base: Scheme, emotions: readonly string[], present: readonly ClassMap[]): ClassMap[] {
  const known = present.find(({ name }) => name === MEGC_SCHEME);
  if (known !== undefined && (known.from !== base.name || known.to !== MEGC_SCHEME)) return [];
  const entries = Object.fromEntries(
    Object.entries(MEGC_ENTRIES).filter(([emotion]) => emotions.includes(emotion)),
  );
  const isNews = Object.keys(entries).some((emotion) => !Object.hasOwn(known?.entries ?? {}, emotion));
  if (!isNews) return [];
  return [
    { name: MEGC_SCHEME, from: base.name, to: MEGC_SCHEME, entries: { ...entries, ...known?.entries } },
  ];
}
