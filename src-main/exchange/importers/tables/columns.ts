import { OnsetError } from '#shared/base/errors.ts';
import { isBlank, type Table, type TableRow } from './table.ts';

/** Field → the headers it is known by, the surest first, as {@link foldHeader} writes them. */
export type ColumnNames<F extends string> = Readonly<Record<F, readonly string[]>>;

export interface FoundColumns<F extends string> {
  /** {field: header as written}. */
  readonly headers: Partial<Record<F, string>>;
  /** Below the header, without blank ones. */
  readonly rows: readonly TableRow[];
  /** The cell of a field, '' where the row or the table has none. */
  cell(row: TableRow, field: F): string;
}

/** A header may stand below a title or an explanation; SAMM's stands in row 14. */
const HEADER_SEARCH_ROWS = 100;

/**
 * Finds the header row (the one with most known headers) and in it a column per field. Throws OnsetError `bad-input`
 * where a field of `required` has no column, naming the columns there are.
 */
export function findColumns<F extends string>(
  table: Table,
  names: ColumnNames<F>,
  required: readonly NoInfer<F>[],
  file: string,
): FoundColumns<F> {
  const candidates = table.rows
    .slice(0, HEADER_SEARCH_ROWS)
    .map((row) => ({ row, at: matchHeaders(row, names) }));
  const best = candidates.reduce<(typeof candidates)[number] | null>(
    (found, next) => (next.at.size > (found?.at.size ?? 0) ? next : found),
    null,
  );
  const missing = required.filter((field) => best?.at.has(field) !== true);
  if (best === null || missing.length > 0) {
    const row = best?.row ?? table.rows.find((candidate) => !isBlank(candidate));
    const wanted = missing.map((field) => `${field} (such as "${names[field][0]}")`).join(', ');
    const there = row?.cells.filter((cell) => cell !== '').join(', ') || 'none';
    throw new OnsetError('bad-input', `${file} has no column for ${wanted}. Its columns: ${there}.`);
  }
  const { at, row: header } = best;
  const entries = [...at].map(([field, index]) => [field, header.cells[index] ?? ''] as const);
  return {
    headers: Object.fromEntries(entries) as Partial<Record<F, string>>, // fromEntries forgets the keys' type
    rows: table.rows.filter((row) => row.row > header.row && !isBlank(row)),
    cell: (row, field) => row.cells[at.get(field) ?? -1] ?? '',
  };
}

/** True where the table has a header with a column for each of `required`. */
export function hasColumns<F extends string>(
  table: Table,
  names: ColumnNames<F>,
  required: readonly NoInfer<F>[],
): boolean {
  return table.rows
    .slice(0, HEADER_SEARCH_ROWS)
    .some((row) => required.every((field) => matchHeaders(row, names).has(field)));
}

function matchHeaders<F extends string>(row: TableRow, names: ColumnNames<F>): Map<F, number> {
  const folded = row.cells.map(foldHeader);
  const at = new Map<F, number>();
  for (const field in names) {
    const index = names[field].map((name) => folded.indexOf(foldHeader(name))).find((found) => found >= 0);
    if (index !== undefined) at.set(field, index);
  }
  return at;
}

/** Lower case, letters and digits only: `Onset Frame`, `OnsetFrame` and `onset_frame` are one. */
function foldHeader(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
