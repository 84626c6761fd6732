import { CsvError, parse } from 'csv-parse/sync';
import { OnsetError } from '#shared/base/errors.ts';
import type { Table, TableRow } from './table.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const RECORD_ENDS = ['\r\n', '\n', '\r'];
const LINE_END = /\r\n|\n|\r/;
const MAX_RECORD_CHARACTERS = 1_000_000;
/** Fewer cells than this, and a line within a cell is a line of prose. */
const ROW_CELLS_MIN = 3;

type BadRow = Table['badRows'][number];

/**
 * RFC 4180, with comma, semicolon or tab (whichever the first line that is not blank holds most of) and any line ends.
 * A quote that is never closed costs its own line only; lines that two stray quotes have made into one cell are listed.
 * Cells are trimmed. Throws OnsetError `bad-input` for bytes that are no text.
 */
export function parseCsv(bytes: Uint8Array, name: string): Table {
  const text = decode(bytes, name);
  const delimiter = findDelimiter(text);
  try {
    const { rows, badRows } = parseRecords(text, delimiter);
    return { name, rows, badRows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return parseLineByLine(text, delimiter, name);
  }
}

function decode(bytes: Uint8Array, name: string): string {
  const refuse = (error?: unknown): never => {
    throw new OnsetError('bad-input', `${name} is not UTF-8 text. Save it as "CSV UTF-8" and try again.`, {
      cause: error,
    });
  };
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    // UTF-16 without its mark reads as UTF-8 with a NUL after each letter.
    return text.slice(0, 1000).split('\0').length > text.slice(0, 1000).length / 4 + 1 ? refuse() : text;
  } catch (error) {
    return refuse(error);
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function findDelimiter(text: string): string {
  const line = /^.*\S.*$/m.exec(text)?.[0] ?? '';
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function parseRecords(text: string, delimiter: string): { rows: TableRow[]; badRows: BadRow[] } {
  const records = parse(text, {
    delimiter,
    record_delimiter: RECORD_ENDS,
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  });
  const badRows: BadRow[] = [];
  let line = 1;
  const rows = records.map((cells) => {
    const row = line;
    const lines = 1 + cells.reduce((sum, cell) => sum + cell.split(LINE_END).length - 1, 0);
    line += lines;
    if (lines > 1) badRows.push(...swallowedRows(cells, row, delimiter));
    return { row, cells };
  });
  return { rows, badRows };
}

/** Lines within the cells of one record that look like rows of their own. */
function swallowedRows(cells: readonly string[], row: number, delimiter: string): BadRow[] {
  const isRow = (line: string) => line.split(delimiter).length >= ROW_CELLS_MIN;
  let line = row;
  return cells.flatMap((cell) => {
    const [, ...more] = cell.split(LINE_END);
    return more.flatMap((text) => {
      line++;
      const reason = `it stands within a quoted cell that begins in row ${row}: it is not read as a row`;
      return isRow(text) ? [{ row: line, reason }] : [];
    });
  });
}

function parseLineByLine(text: string, delimiter: string, name: string): Table {
  const rows: TableRow[] = [];
  const badRows: BadRow[] = [];
  for (const [index, line] of text.split(LINE_END).entries()) {
    const row = index + 1;
    try {
      rows.push({ row, cells: parseRecords(line, delimiter).rows[0]?.cells ?? [] });
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const isLong = line.length > MAX_RECORD_CHARACTERS;
      badRows.push({
        row,
        reason: isLong ? 'this line is too long to be a row' : 'a quote in this line is never closed',
      });
    }
  }
  return { name, rows, badRows };
}
