import type { Table, TableRow } from '../table.ts';
import { columnOf, rowOf } from './places.ts';

/** More are of no sheet that people made. */
const MAX_REGIONS = 10_000;

/**
 * Merged cells hold their text once, in the upper left one: here rows without a text of their own are
 * given it, in the first column. Answers what was filled, to be listed.
 */
export function fillMerged(
  rows: readonly (TableRow & { readonly cells: string[] })[],
  regions: readonly string[],
): Table['badRows'] {
  const byNumber = new Map(rows.map((row) => [row.row, row]));
  const filled = regions.slice(0, MAX_REGIONS).flatMap((region) => {
    const place = parseRegion(region);
    const text = byNumber.get(place?.first ?? -1)?.cells[place?.column ?? -1];
    if (place === null || place.last <= place.first || text === undefined || text === '') return [];
    const { first, last, column } = place;
    const below = last - first < rows.length ? range(first + 1, last, byNumber) : within(rows, first, last);
    const empty = below.filter(({ cells }) => (cells[column] ?? '') === '');
    for (const { cells } of empty) {
      while (cells.length < column) cells.push('');
      cells[column] = text;
    }
    if (empty.length === 0) return [];
    const which = `${empty.length} row${empty.length === 1 ? '' : 's'} below it`;
    return [{ row: first, reason: `cells ${region} are merged: what this row says is taken for ${which}` }];
  });
  const left = regions.length - MAX_REGIONS;
  return left > 0
    ? [...filled, { row: 1, reason: `${left} more merged cells are left as they are` }]
    : filled;
}

function range<R>(from: number, to: number, byNumber: ReadonlyMap<number, R>): R[] {
  return Array.from({ length: to - from + 1 }, (_, i) => byNumber.get(from + i)).filter(
    (row) => row !== undefined,
  );
}

function within<R extends TableRow>(rows: readonly R[], first: number, last: number): R[] {
  return rows.filter(({ row }) => row > first && row <= last);
}

function parseRegion(region: string): { column: number; first: number; last: number } | null {
  const [start, end] = region.split(':');
  const [column, first, last] = [columnOf(start), rowOf(start), rowOf(end)];
  return column === null || first === null || last === null ? null : { column, first, last };
}
