import { OnsetError } from '#shared/base/errors.ts';
import { isBlank, type Table, type TableRow } from './table.ts';

/** Field → the headers it is known by, the surest first, as {@link foldHeader} writes them. */
export type ColumnNames<F extends string> = Readonly<Record<F, readonly string[]>>;

export interface FoundColumns<F extends string> {
  /** {field: header as written}. */
  readonly headers: Partial<Record<F, string>>;
  /** Every header there is, as written. */
  readonly allHeaders: readonly string[];
  /** Fields of `required` without a column. */
  readonly missing: readonly F[];
  /** Below the header, without blank ones. */
  readonly rows: readonly TableRow[];
  /** Rows that cannot be read, or not whole; null: of the table as a whole. */
  readonly badRows: readonly { readonly row: number | null; readonly reason: string }[];
  /** The cell of a field, '' where the row or the table has none. */
  cell(row: TableRow, field: F): string;
  /** Another column of the same header, by the first of these names that is there. */
  find(headers: readonly string[]): { readonly header: string; cell(row: TableRow): string } | null;
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
  const columns = seekColumns(table, names, required);
  if (columns.missing.length > 0) throw missingColumns(columns, names, file);
  return columns;
}

export function missingColumns<F extends string>(
  { missing, allHeaders }: Pick<FoundColumns<F>, 'missing' | 'allHeaders'>,
  names: ColumnNames<F>,
  file: string,
): OnsetError {
  const wanted = missing.map((field) => `${field} (such as "${names[field][0]}")`).join(', ');
  const there = allHeaders.map(short).join(', ') || 'none';
  return new OnsetError('bad-input', `${file} has no column for ${wanted}. Its columns: ${there}.`);
}

const SHOWN_CHARACTERS = 60;
const short = (text: string) =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;

/** {@link findColumns}, without throwing: what is missing is told. */
export function seekColumns<F extends string>(
  table: Table,
  names: ColumnNames<F>,
  required: readonly NoInfer<F>[],
): FoundColumns<F> {
  const searched = table.rows.filter((row) => !isBlank(row)).slice(0, HEADER_SEARCH_ROWS);
  const candidates = searched.map((row) => ({ row, at: matchHeaders(row, names) }));
  const best = candidates.reduce<(typeof candidates)[number] | null>(
    (found, next) => (next.at.size > (found?.at.size ?? 0) ? next : found),
    null,
  );
  // Without a known one, the first row that could be a header.
  const header = best?.row ?? searched.find(({ cells }) => countFilled(cells) > 1) ?? searched[0];
  const at = best?.at ?? new Map<F, number>();
  const entries = [...at].map(([field, index]) => [field, header?.cells[index] ?? ''] as const);
  const headerRow = header?.row ?? 0;
  const rows = table.rows.filter((row) => row.row > headerRow && !isBlank(row));
  return {
    headers: Object.fromEntries(entries) as Partial<Record<F, string>>, // fromEntries forgets the keys' type
    allHeaders: header?.cells.filter((cell) => cell !== '') ?? [],
    missing: required.filter((field) => !at.has(field)),
    rows,
    badRows: [
      ...rowsAbove(table, headerRow, required, at),
      ...table.badRows,
      ...rows.flatMap((row) => cellsBeyond(row, header?.cells.length ?? 0)),
    ],
    cell: (row, field) => row.cells[at.get(field) ?? -1] ?? '',
    find: (headers) => {
      const index = columnAt(header?.cells.map(foldHeader) ?? [], headers);
      if (index === undefined) return null;
      return { header: header?.cells[index] ?? '', cell: ({ cells }) => cells[index] ?? '' };
    },
  };
}

/** What stands above the header is not read: rows that look like data one by one, the others together. */
function rowsAbove<F extends string>(
  table: Table,
  headerRow: number,
  required: readonly F[],
  at: ReadonlyMap<F, number>,
): FoundColumns<F>['badRows'] {
  const above = table.rows.filter((row) => row.row < headerRow && !isBlank(row));
  const isData = ({ cells }: TableRow) =>
    required.filter((field) => (cells[at.get(field) ?? -1] ?? '') !== '').length * 2 > required.length;
  const data = above.filter(isData);
  const others = above.length - data.length;
  const where = `above the header in row ${headerRow}`;
  return [
    ...(others > 0
      ? [
          {
            row: null,
            reason: `${others === 1 ? 'a row' : `${others} rows`} ${where} ${others === 1 ? 'is' : 'are'} not read`,
          },
        ]
      : []),
    ...data.map(({ row }) => ({ row, reason: `it stands ${where}: it is not read` })),
  ];
}

function cellsBeyond(row: TableRow, count: number): Table['badRows'] {
  const beyond = row.cells.slice(count).filter((cell) => cell !== '').length;
  return beyond > 0
    ? [{ row: row.row, reason: `it has more cells than the header: ${beyond} left out` }]
    : [];
}

function countFilled(cells: readonly string[]): number {
  return cells.filter((cell) => cell !== '').length;
}

function matchHeaders<F extends string>(row: TableRow, names: ColumnNames<F>): Map<F, number> {
  const folded = row.cells.map(foldHeader);
  const at = new Map<F, number>();
  for (const field in names) {
    const index = columnAt(folded, names[field]);
    if (index !== undefined) at.set(field, index);
  }
  return at;
}

function columnAt(folded: readonly string[], names: readonly string[]): number | undefined {
  return names.map((name) => folded.indexOf(foldHeader(name))).find((found) => found >= 0);
}

/** Lower case, letters and digits only: `Onset Frame`, `OnsetFrame` and `onset_frame` are one. */
export function foldHeader(header: string): string {
  const folded = header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  // A header of signs alone is compared as it is.
  return folded === '' ? header : folded;
}
