import type { ClipFacets, ClipFilter } from '#shared/domain/clip.ts';
import type { ClipColumns, Column } from './columns.ts';
import type { ClipView } from './view.ts';

/** The places of the clips that pass, in order. */
export function selectedPlaces(view: ClipView, filter: ClipFilter): Int32Array {
  const restrictions = Object.values(fieldsOf(view, filter)).flatMap(({ codes, accepted }) =>
    accepted === null ? [] : [{ codes, accepted }],
  );
  const asked = askedFor(view.columns, filter);
  const count = view.columns.ids.length;
  const places = new Int32Array(count);
  let found = 0;
  for (let place = 0; place < count; place++) {
    if (asked !== null && asked[place] === 0) continue;
    if (restrictions.some(({ codes, accepted }) => accepted[codes[place] ?? 0] === 0)) continue;
    places[found++] = place;
  }
  return places.subarray(0, found);
}

/**
 * For each field of the filter how many clips each of its values would select under all the others, in one pass. Every
 * value that occurs in the project is counted, if only as 0: lists of counts do not jump while filtering.
 */
export function countFacets(view: ClipView, filter: ClipFilter, scheme: readonly string[]): ClipFacets {
  const fields = fieldsOf(view, filter);
  const list = Object.values(fields);
  const asked = askedFor(view.columns, filter);
  for (let place = 0; place < view.columns.ids.length; place++) {
    let refusals = asked !== null && asked[place] === 0 ? 2 : 0;
    for (const { codes, accepted } of list)
      if (accepted !== null && accepted[codes[place] ?? 0] === 0) refusals++;
    for (const { codes, accepted, counts, occurs } of list) {
      const code = codes[place] ?? 0;
      occurs[code] = 1;
      const refused = accepted !== null && accepted[code] === 0;
      if (refusals === (refused ? 1 : 0)) counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  return {
    emotions: bySchemeOrder(countsOf(fields.emotions), scheme),
    datasets: countsOf(fields.datasets),
    subjects: countsOf(fields.subjects),
    splits: countsOf(fields.splits),
    labelledByMe: countsOf(fields.mine),
    statuses: countsOf(fields.statuses),
    mediaMissing: countsOf(fields.missing),
  };
}

/** A column with the codes a filter accepts (null: all of them) and room to count. */
interface Field<T> extends Column<T> {
  readonly accepted: Uint8Array | null;
  readonly counts: Uint32Array;
  readonly occurs: Uint8Array;
}

function fieldsOf({ columns, effective, statuses, mine }: ClipView, filter: ClipFilter) {
  return {
    emotions: toField({ codes: effective.emotions, values: columns.words.values }, filter.emotions),
    datasets: toField(columns.datasets, filter.datasets),
    subjects: toField(columns.subjects, filter.subjects),
    splits: toField(columns.splits, filter.splits),
    mine: toField(mine, only(filter.labelledByMe)),
    statuses: toField(statuses, filter.statuses),
    missing: toField(columns.missing, only(filter.mediaMissing)),
  };
}

function toField<T>({ codes, values }: Column<T>, wanted: readonly T[] | undefined): Field<T> {
  const set = new Set(wanted);
  const accepted = wanted === undefined ? null : Uint8Array.from(values, (value) => (set.has(value) ? 1 : 0));
  const counts = new Uint32Array(values.length);
  return { codes, values, accepted, counts, occurs: new Uint8Array(values.length) };
}

function only<T>(value: T | undefined): readonly T[] | undefined {
  return value === undefined ? undefined : [value];
}

function countsOf<T>({ values, counts, occurs }: Field<T>): { value: T; count: number }[] {
  return values.flatMap((value, code) => (occurs[code] === 1 ? [{ value, count: counts[code] ?? 0 }] : []));
}

/** In the scheme's order, none last. */
function bySchemeOrder<T extends { readonly value: string | null }>(
  counts: readonly T[],
  scheme: readonly string[],
): T[] {
  const placeOf = new Map(scheme.map((name, place) => [name, place]));
  const place = ({ value }: T) =>
    value === null ? scheme.length + 1 : (placeOf.get(value) ?? scheme.length);
  return [...counts].sort((a, b) => place(a) - place(b));
}

/** By place, 1 for the clips that text and ids ask for; null where they ask for all. */
function askedFor({ ids, placeOf, lowerNames }: ClipColumns, filter: ClipFilter): Uint8Array | null {
  const part = filter.text?.trim().toLowerCase() ?? '';
  if (part === '' && filter.ids === undefined) return null;
  const asked = new Uint8Array(ids.length);
  if (filter.ids === undefined) asked.fill(1);
  for (const id of filter.ids ?? []) {
    const place = placeOf.get(id);
    if (place !== undefined) asked[place] = 1;
  }
  if (part !== '')
    for (let place = 0; place < asked.length; place++)
      if (asked[place] === 1 && lowerNames[place]?.includes(part) !== true) asked[place] = 0;
  return asked;
}
