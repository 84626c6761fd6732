import type { ClipFacets, ClipFilter, ClipRow, ClipSort } from '#shared/domain/clip.ts';
import type { ClipId } from '#shared/domain/ids.ts';

/** The clips that pass, in order, and the counts: each straight from its definition, by looking at every row. */
export function naiveQuery(
  rows: readonly ClipRow[],
  scheme: readonly string[],
  filter: ClipFilter,
  sort: ClipSort,
): { ids: ClipId[]; facets: ClipFacets } {
  const passes = (row: ClipRow, without: keyof ClipFilter | null) =>
    FIELDS.every((field) => field === without || filter[field] === undefined || TESTS[field](row, filter));
  const ids = [...rows]
    .filter((row) => passes(row, null))
    .sort(comparison(sort))
    .map(({ id }) => id);
  const count = <T>(field: keyof ClipFilter, fieldOf: (row: ClipRow) => T, compare: (a: T, b: T) => number) =>
    [...new Set(rows.map(fieldOf))].sort(compare).map((value) => ({
      value,
      count: rows.filter((row) => fieldOf(row) === value && passes(row, field)).length,
    }));
  return {
    ids,
    facets: {
      emotions: count('emotions', (row) => row.emotion, byPlaceIn<string | null>([...scheme, null])),
      datasets: count('datasets', (row) => row.dataset, compareNames),
      subjects: count('subjects', (row) => row.subject, compareNames),
      splits: count('splits', (row) => row.split, byPlaceIn<ClipRow['split']>(['train', 'test', null])),
      labelledByMe: count('labelledByMe', (row) => row.labelledByMe, byPlaceIn([true, false])),
      statuses: count(
        'statuses',
        (row) => row.myStatus,
        byPlaceIn<ClipRow['myStatus']>(['draft', 'submitted', 'skipped', null]),
      ),
      mediaMissing: count('mediaMissing', (row) => row.mediaMissing, byPlaceIn([true, false])),
    },
  };
}

const TESTS: Readonly<Record<keyof ClipFilter, (row: ClipRow, filter: ClipFilter) => boolean>> = {
  emotions: ({ emotion }, { emotions }) => emotions?.includes(emotion) === true,
  datasets: ({ dataset }, { datasets }) => datasets?.includes(dataset) === true,
  subjects: ({ subject }, { subjects }) => subjects?.includes(subject) === true,
  splits: ({ split }, { splits }) => splits?.includes(split) === true,
  labelledByMe: (row, { labelledByMe }) => row.labelledByMe === labelledByMe,
  statuses: ({ myStatus }, { statuses }) => statuses?.includes(myStatus) === true,
  mediaMissing: (row, { mediaMissing }) => row.mediaMissing === mediaMissing,
  text: ({ name }, { text }) => name.toLowerCase().includes(text?.trim().toLowerCase() ?? ''),
  ids: ({ id }, { ids }) => ids?.includes(id) === true,
};
const FIELDS: readonly (keyof ClipFilter)[] = [
  'emotions',
  'datasets',
  'subjects',
  'splits',
  'labelledByMe',
  'statuses',
  'mediaMissing',
  'text',
  'ids',
];

/** What is not known comes last, whatever the direction; equal ones go by name. */
function comparison({ by, direction }: ClipSort): (a: ClipRow, b: ClipRow) => number {
  const sign = direction === 'ascending' ? 1 : -1;
  if (by === 'name') return (a, b) => sign * compareByName(a, b);
  const keyOf = (row: ClipRow) => {
    const key = row[by];
    return typeof key === 'string' ? key.toLowerCase() : key;
  };
  return (a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    if (x === y) return compareByName(a, b);
    if (x === null || y === null) return x === null ? 1 : -1;
    return sign * (x < y ? -1 : 1);
  };
}

/** Whatever the case; of names that differ in nothing else, by the name itself, then by id. */
function compareByName(a: ClipRow, b: ClipRow): number {
  return compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.name, b.name) || a.id - b.id;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}

function byPlaceIn<T>(values: readonly T[]) {
  return (a: T, b: T) => values.indexOf(a) - values.indexOf(b);
}

const collator = new Intl.Collator('en', { numeric: true });

/** 2 before 10; null last. */
function compareNames(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return collator.compare(a, b);
}
