import type { Catalog, ClipRecord, Opinion } from '#main/catalog/index.ts';
import type { ClipFacets, ClipFilter, ClipSort, GivenSplit } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { effectiveEmotion, effectiveIntensity, intensitySpread } from './effective.ts';

/** A clip with what the filter and the order ask for. */
interface SurveyedClip {
  readonly clip: ClipRecord;
  readonly opinions: readonly Opinion[];
  readonly emotion: string | null;
  readonly labelledByMe: boolean;
}

/**
 * The clips that pass `filter`, in order; and for each of its fields how many clips each value would select under the
 * other fields. Labels count as `raterId` sees them.
 */
export function queryClips(
  catalog: Catalog,
  filter: ClipFilter,
  sort: ClipSort,
  raterId: RaterId | null,
): { ids: ClipId[]; facets: ClipFacets } {
  const clips = surveyClips(catalog, raterId);
  const { selected, facets } = selectClips(clips, filter, catalog.read.emotions.names());
  return { ids: inOrder(selected, sort, raterId).map(({ clip }) => clip.id), facets };
}

/** Every clip, by name. Clips and opinions both come by clip, so that one pass joins them: 45,000 are asked at once. */
function surveyClips({ read }: Catalog, raterId: RaterId | null): SurveyedClip[] {
  const opinions = read.labels.opinions();
  const surveyed = new Map<ClipId, SurveyedClip>();
  let next = 0;
  for (const clip of read.clips.records(null)) {
    const first = next;
    while (opinions[next]?.clipId === clip.id) next++;
    const said = first === next ? NOTHING : opinions.slice(first, next);
    const labelledByMe = said.some((opinion) => opinion.raterId === raterId);
    surveyed.set(clip.id, { clip, opinions: said, emotion: effectiveEmotion(said, raterId), labelledByMe });
  }
  return read.clips.idsByName().flatMap((id) => surveyed.get(id) ?? []);
}

const NOTHING: readonly Opinion[] = [];

/** The clips that pass, and for each field the counts under all the other fields. */
function selectClips(clips: readonly SurveyedClip[], filter: ClipFilter, scheme: readonly string[]) {
  const emotions = createFacet(filter.emotions, ({ emotion }) => emotion);
  const subjects = createFacet(filter.subjects, ({ clip }) => clip.subject);
  const splits = createFacet(filter.splits, ({ clip }) => clip.split);
  const mine = createFacet(only(filter.labelledByMe), ({ labelledByMe }) => labelledByMe);
  const missing = createFacet(only(filter.mediaMissing), ({ clip }) => clip.mediaMissing);
  const all = [emotions, subjects, splits, mine, missing];
  const isAskedFor = nameAndIdTest(filter);
  const selected: SurveyedClip[] = [];
  for (const entry of clips) {
    const asked = isAskedFor(entry.clip);
    let refusals = 0;
    for (const facet of all) if (!facet.accepts(entry)) refusals++;
    if (asked && refusals === 0) selected.push(entry);
    for (const facet of all) facet.add(entry, asked && refusals === (facet.accepts(entry) ? 0 : 1));
  }
  const facets: ClipFacets = {
    emotions: emotions.counts().sort(byPlaceIn<string | null>([...scheme, null])),
    subjects: subjects.counts().sort((a, b) => compareNames(a.value, b.value)),
    splits: splits.counts().sort(byPlaceIn<GivenSplit | null>(['train', 'test', null])),
    labelledByMe: mine.counts().sort(byPlaceIn([true, false])),
    mediaMissing: missing.counts().sort(byPlaceIn([true, false])),
  };
  return { selected, facets };
}

/** Every value that occurs in the project is counted, if only as 0: lists of counts do not jump while filtering. */
function createFacet<T>(wanted: readonly T[] | undefined, fieldOf: (entry: SurveyedClip) => T) {
  const accepted = wanted === undefined ? null : new Set(wanted);
  const countOf = new Map<T, number>();
  return {
    accepts: (entry: SurveyedClip): boolean => accepted === null || accepted.has(fieldOf(entry)),
    add: (entry: SurveyedClip, counted: boolean): void => {
      const value = fieldOf(entry);
      const count = countOf.get(value);
      if (counted || count === undefined) countOf.set(value, (count ?? 0) + (counted ? 1 : 0));
    },
    counts: () => Array.from(countOf, ([value, count]) => ({ value, count })),
  };
}

function only<T>(value: T | undefined): readonly T[] | undefined {
  return value === undefined ? undefined : [value];
}

function nameAndIdTest({ text, ids }: ClipFilter): (clip: ClipRecord) => boolean {
  const part = text?.trim().toLowerCase() ?? '';
  const wanted = ids === undefined ? null : new Set(ids);
  return (clip) =>
    (wanted === null || wanted.has(clip.id)) && (part === '' || clip.name.toLowerCase().includes(part));
}

/** What is not known comes last, whatever the direction; equal ones go by name. */
function inOrder(clips: readonly SurveyedClip[], { by, direction }: ClipSort, raterId: RaterId | null) {
  const keyOf = SORT_KEYS[by];
  const sign = direction === 'ascending' ? 1 : -1;
  return clips
    .map((entry) => ({ entry, key: keyOf(entry, raterId), name: entry.clip.name.toLowerCase() }))
    .sort((a, b) => {
      if (a.key === b.key) return compare(a.name, b.name);
      if (a.key === null || b.key === null) return a.key === null ? 1 : -1;
      return sign * compare(a.key, b.key);
    })
    .map(({ entry }) => entry);
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}

type SortKey = string | number | null;

const SORT_KEYS: Readonly<Record<ClipSort['by'], (entry: SurveyedClip, raterId: RaterId | null) => SortKey>> =
  {
    name: ({ clip }) => clip.name.toLowerCase(),
    subject: ({ clip }) => clip.subject?.toLowerCase() ?? null,
    emotion: ({ emotion }) => emotion,
    intensity: ({ opinions }, raterId) => effectiveIntensity(opinions, raterId),
    frameCount: ({ clip }) => clip.frameCount,
    intensitySpread: ({ opinions }) => intensitySpread(opinions),
  };

function byPlaceIn<T>(values: readonly T[]) {
  const place = new Map(values.map((value, index) => [value, index]));
  return (a: { value: T }, b: { value: T }) => (place.get(a.value) ?? 0) - (place.get(b.value) ?? 0);
}

const collator = new Intl.Collator('en', { numeric: true });

/** 2 before 10; null last. */
function compareNames(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return collator.compare(a, b);
}
