import type { Catalog, ClipRecord, Opinion } from '#main/catalog/index.ts';
import type { ClipFacets, ClipFilter, ClipSort, GivenSplit } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { effectiveEmotion, effectiveIntensity, intensitySpread } from './effective.ts';

/** A clip with what the filter and the order ask for. */
interface SurveyedClip extends ClipRecord {
  readonly opinions: readonly Opinion[];
  readonly emotion: string | null;
  readonly labelledByMe: boolean;
}

/**
 * The clips that pass `filter`, in order; and for each of its fields how many clips each value would select under the
 * other fields. Labels count as `raterId` sees them.
 */
export function queryClips(
  { read }: Catalog,
  filter: ClipFilter,
  sort: ClipSort,
  raterId: RaterId | null,
): { ids: ClipId[]; facets: ClipFacets } {
  const opinionsOf = Map.groupBy(read.labels.opinions(), (opinion) => opinion.clipId);
  const clips = read.clips.byName().map((clip): SurveyedClip => {
    const opinions = opinionsOf.get(clip.id) ?? [];
    const own = opinions.find((opinion) => opinion.raterId === raterId);
    return {
      ...clip,
      opinions,
      emotion: effectiveEmotion(opinions, raterId),
      labelledByMe: own !== undefined,
    };
  });
  const { selected, facets } = selectClips(clips, filter, read.emotions.names());
  return { ids: inOrder(selected, sort, raterId).map(({ id }) => id), facets };
}

/** The clips that pass, and for each field the counts under all the other fields. */
function selectClips(clips: readonly SurveyedClip[], filter: ClipFilter, scheme: readonly string[]) {
  const emotions = createFacet(filter.emotions, (clip) => clip.emotion);
  const subjects = createFacet(filter.subjects, (clip) => clip.subject);
  const splits = createFacet(filter.splits, (clip) => clip.split);
  const mine = createFacet(only(filter.labelledByMe), (clip) => clip.labelledByMe);
  const missing = createFacet(only(filter.mediaMissing), (clip) => clip.mediaMissing);
  const all = [emotions, subjects, splits, mine, missing];
  const isAskedFor = nameAndIdTest(filter);
  const selected: SurveyedClip[] = [];
  for (const clip of clips) {
    const asked = isAskedFor(clip);
    const refusing = all.filter((facet) => !facet.accepts(clip));
    if (asked && refusing.length === 0) selected.push(clip);
    for (const facet of all)
      facet.add(clip, asked && (refusing.length === 0 || (refusing.length === 1 && refusing[0] === facet)));
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
function createFacet<T>(wanted: readonly T[] | undefined, fieldOf: (clip: SurveyedClip) => T) {
  const accepted = wanted === undefined ? null : new Set(wanted);
  const countOf = new Map<T, number>();
  return {
    accepts: (clip: SurveyedClip): boolean => accepted === null || accepted.has(fieldOf(clip)),
    add: (clip: SurveyedClip, counted: boolean): void => {
      const value = fieldOf(clip);
      countOf.set(value, (countOf.get(value) ?? 0) + (counted ? 1 : 0));
    },
    counts: () => Array.from(countOf, ([value, count]) => ({ value, count })),
  };
}

function only<T>(value: T | undefined): readonly T[] | undefined {
  return value === undefined ? undefined : [value];
}

function nameAndIdTest({ text, ids }: ClipFilter): (clip: SurveyedClip) => boolean {
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
    .map((clip) => ({ clip, key: keyOf(clip, raterId), name: clip.name.toLowerCase() }))
    .sort((a, b) => {
      if (a.key === b.key) return compare(a.name, b.name);
      if (a.key === null || b.key === null) return a.key === null ? 1 : -1;
      return sign * compare(a.key, b.key);
    })
    .map(({ clip }) => clip);
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}

type SortKey = string | number | null;

const SORT_KEYS: Readonly<Record<ClipSort['by'], (clip: SurveyedClip, raterId: RaterId | null) => SortKey>> =
  {
    name: (clip) => clip.name.toLowerCase(),
    subject: (clip) => clip.subject?.toLowerCase() ?? null,
    emotion: (clip) => clip.emotion,
    intensity: (clip, raterId) => effectiveIntensity(clip.opinions, raterId),
    frameCount: (clip) => clip.frameCount,
    intensitySpread: (clip) => intensitySpread(clip.opinions),
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
