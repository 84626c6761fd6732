import type { ReadableCatalog, SummarizedClip } from '#main/catalog/index.ts';
import type { GivenSplit } from '#shared/domain/clip.ts';
import type { ClipId } from '#shared/domain/ids.ts';

/** One field of every clip, as codes: clip `i` has `values[codes[i]]`. */
export interface Column<T> {
  readonly codes: Int32Array;
  readonly values: readonly T[];
}

/** What raters together say, by clip; NaN where nothing. Emotions are codes of the {@link Words}. */
export interface Said {
  readonly emotions: Int32Array;
  readonly intensity: Float64Array;
  readonly intensitySpread: Float64Array;
  readonly emotionAgreement: Float64Array;
}

/** Every clip of a project in columns, in the order of their names: a clip's place is its rank by name. */
export interface ClipColumns {
  readonly ids: readonly ClipId[];
  readonly placeOf: ReadonlyMap<ClipId, number>;
  readonly lowerNames: readonly string[];
  readonly datasets: Column<string | null>;
  readonly subjects: Column<string | null>;
  /** By subject, in the order of their names in lower case; NaN without one. */
  readonly subjectRank: Float64Array;
  readonly splits: Column<GivenSplit | null>;
  readonly missing: Column<boolean>;
  readonly frameCount: Float64Array;
  readonly words: Words;
  readonly together: Said;
}

/** Emotions as codes; 0 is none. */
export interface Words {
  readonly values: readonly (string | null)[];
  /** Adds the emotion where it is new. */
  code(emotion: string | null): number;
}

export function readColumns(read: ReadableCatalog): ClipColumns {
  const clips = read.clips
    .records(null)
    .map((record) => ({ ...record, lowerName: record.name.toLowerCase() }))
    .sort((a, b) => compare(a.lowerName, b.lowerName) || compare(a.name, b.name) || a.id - b.id);
  const subjects = toColumn(
    clips.map(({ subject }) => subject),
    compareNames,
  );
  const columns: ClipColumns = {
    ids: clips.map(({ id }) => id),
    placeOf: new Map(clips.map(({ id }, place) => [id, place])),
    lowerNames: clips.map(({ lowerName }) => lowerName),
    datasets: toColumn(
      clips.map(({ dataset }) => dataset),
      compareNames,
    ),
    subjects,
    subjectRank: ranksOf(subjects),
    splits: codesIn(['train', 'test', null], (place) => clips[place]?.split ?? null, clips.length),
    missing: codesIn([true, false], (place) => clips[place]?.mediaMissing ?? false, clips.length),
    frameCount: Float64Array.from(clips, ({ frameCount }) => frameCount),
    words: createWords(),
    together: nothingSaid(clips.length),
  };
  setTogether(columns, read.summaries.all());
  return columns;
}

/** Takes over what the raters together now say of these clips; nothing of those that have no summary. */
export function refreshTogether(columns: ClipColumns, read: ReadableCatalog, ids: readonly ClipId[]): void {
  const { emotions, intensity, intensitySpread, emotionAgreement } = columns.together;
  for (const id of ids) {
    const place = columns.placeOf.get(id);
    if (place === undefined) continue;
    emotions[place] = 0;
    for (const values of [intensity, intensitySpread, emotionAgreement]) values[place] = Number.NaN;
  }
  setTogether(columns, read.summaries.ofClips(ids).values());
}

function setTogether({ placeOf, words, together }: ClipColumns, summaries: Iterable<SummarizedClip>): void {
  for (const summary of summaries) {
    const place = placeOf.get(summary.clipId);
    if (place === undefined) continue;
    together.emotions[place] = words.code(summary.emotion);
    together.intensity[place] = summary.intensity ?? Number.NaN;
    together.intensitySpread[place] = summary.intensitySpread ?? Number.NaN;
    together.emotionAgreement[place] = summary.emotionAgreement ?? Number.NaN;
  }
}

export function nothingSaid(count: number): Said {
  const unknown = () => new Float64Array(count).fill(Number.NaN);
  return {
    emotions: new Int32Array(count),
    intensity: unknown(),
    intensitySpread: unknown(),
    emotionAgreement: unknown(),
  };
}

function createWords(): Words {
  const values: (string | null)[] = [null];
  const codeOf = new Map<string | null, number>([[null, 0]]);
  return {
    values,
    code: (emotion) => {
      const known = codeOf.get(emotion);
      if (known !== undefined) return known;
      codeOf.set(emotion, values.length);
      return values.push(emotion) - 1;
    },
  };
}

/** The column whose values are those that occur, in order. */
function toColumn<T>(fields: readonly T[], order: (a: T, b: T) => number): Column<T> {
  const values = [...new Set(fields)].sort(order);
  const codeOf = new Map(values.map((value, code) => [value, code]));
  return { values, codes: Int32Array.from(fields, (field) => codeOf.get(field) ?? 0) };
}

function codesIn<T>(values: readonly T[], fieldOf: (place: number) => T, count: number): Column<T> {
  return { values, codes: Int32Array.from({ length: count }, (_, place) => values.indexOf(fieldOf(place))) };
}

/** By clip the rank of its value, names compared in lower case; NaN for none. */
export function ranksOf({ codes, values }: Column<string | null>): Float64Array {
  const lower = values.map((value) => value?.toLowerCase() ?? null);
  const sorted = [...new Set(lower)].filter((name) => name !== null).sort(compare);
  const rankOf = new Map(sorted.map((name, rank) => [name, rank]));
  const ranks = lower.map((name) => (name === null ? Number.NaN : (rankOf.get(name) ?? Number.NaN)));
  const rankAt = new Float64Array(codes.length);
  for (let place = 0; place < codes.length; place++) rankAt[place] = ranks[codes[place] ?? 0] ?? Number.NaN;
  return rankAt;
}

function compare<T extends string>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}

const collator = new Intl.Collator('en', { numeric: true });

/** 2 before 10; null last. */
function compareNames(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return collator.compare(a, b);
}
