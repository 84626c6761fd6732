import { CsvError, parse } from 'csv-parse/sync';
import { OnsetError } from '#shared/base/errors.ts';
import type { Table, TableRow } from './table.ts';

const DELIMITERS = [',', ';', '\t'] as const;

/**
 * RFC 4180, with comma, semicolon or tab (whichever the first line that is not blank holds most of) and any line ends.
 * A quote that is never closed costs its own line only. Cells are trimmed. Throws OnsetError `bad-input` for bytes
 * that are no text.
 */
export function parseCsv(bytes: Uint8Array, name: string): Table {
  const text = decode(bytes, name);
  const delimiter = findDelimiter(text);
  try {
    return { name, rows: parseRows(text, delimiter), badRows: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return parseLineByLine(text, delimiter, name);
  }
}

function decode(bytes: Uint8Array, name: string): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new OnsetError('bad-input', `${name} is not UTF-8 text. Save it as "CSV UTF-8" and try again.`, {
      cause: error,
    });
  }
}

function findDelimiter(text: string): string {
  const line = /^.*\S.*$/m.exec(text)?.[0] ?? '';
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function parseRows(text: string, delimiter: string): TableRow[] {
  const records = parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  });
  let line = 1;
  return records.map((cells) => {
    const row = line;
    line += cells.join('').split(LINE_END).length;
    return { row, cells };
  });
}
const LINE_END = /\r\n|\n|\r/;
const MAX_RECORD_CHARACTERS = 1_000_000;

function parseLineByLine(text: string, delimiter: string, name: string): Table {
  const rows: TableRow[] = [];
  const badRows: { row: number; reason: string }[] = [];
  for (const [index, line] of text.split(LINE_END).entries()) {
    const row = index + 1;
    try {
      rows.push({ row, cells: parseRows(line, delimiter)[0]?.cells ?? [] });
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      badRows.push({ row, reason: 'a quote in this line is never closed' });
    }
  }
  return { name, rows, badRows };
}
