import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import { COLUMN_NAMES, isJsonColumn } from '../../own/record.ts';
import { fileProblem } from '../media/file-problem.ts';

/** A record as it stands in the file, not checked yet; `problem` where it cannot be read at all. */
export type RawRecord = { readonly row: number } & (
  | { readonly value: unknown }
  | { readonly problem: string }
);

/** Longer text is more than the language can hold at once. */
const MAX_JSON_BYTES = 400_000_000;
const MAX_CSV_RECORD_CHARACTERS = 64_000_000;
const HEAD_BYTES = 4096;

/** The records of one of our own files, CSV or JSON by its content. Throws OnsetError `bad-input` where it is none. */
export async function* readOwnRecords(file: string): AsyncGenerator<RawRecord> {
  const name = basename(file);
  const head = await readHead(file);
  if (head.trim() === '') throw new OnsetError('bad-input', `${name} is empty.`);
  if (/^\s*[[{]/.test(head)) yield* readJson(file, name);
  else yield* readCsv(file, name, head);
}

async function readHead(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer
        .subarray(0, bytesRead)
        .toString('utf8')
        .replace(/^\uFEFF/, '');
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new OnsetError('bad-input', `${file} cannot be read: ${fileProblem(error)}.`, { cause: error });
  }
}

const NOT_OURS = 'is none of our exports of labels';

async function* readJson(file: string, name: string): AsyncGenerator<RawRecord> {
  if ((await stat(file)).size > MAX_JSON_BYTES)
    throw new OnsetError('bad-input', `${name} is too large to be read as JSON: export it as CSV.`);
  const records = z.array(z.unknown()).safeParse(parseJson(await readFile(file), name));
  if (!records.success) throw new OnsetError('bad-input', `${name} ${NOT_OURS}: it is no list of labels.`);
  for (const [index, value] of records.data.entries()) yield { row: index + 1, value };
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const message = `${name} cannot be read: it is no JSON in UTF-8, or was cut off.`;
    throw new OnsetError('bad-input', message, { cause: error });
  }
}

const csvRow = z.object({ record: z.array(z.string().nullable()), info: z.object({ lines: z.number() }) });

async function* readCsv(file: string, name: string, head: string): AsyncGenerator<RawRecord> {
  const parser = parse({
    bom: true,
    delimiter: /[,;\t]/.exec(head)?.[0] ?? ',',
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_CSV_RECORD_CHARACTERS,
    // Nothing and empty text are two things.
    cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
  });
  // What goes wrong in it comes out of the parser.
  pipeline(Readable.from(decoded(file)), parser, () => {});
  let header: readonly string[] | null = null;
  let lastLine = 0;
  try {
    for await (const row of parser) {
      const { record, info } = csvRow.parse(row);
      const line = lastLine + 1;
      lastLine = info.lines;
      if (header === null) header = requireHeader(record, name);
      else yield toRawRecord(line, header, record);
    }
  } catch (error) {
    if (error instanceof OnsetError) throw error;
    const reason =
      error instanceof CsvError ? 'a quote is not closed or stands where none may' : 'it is not UTF-8';
    const message = `${name} cannot be read after line ${lastLine}: ${reason}. Nothing of it was taken.`;
    throw new OnsetError('bad-input', message, { cause: error });
  }
}

async function* decoded(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of createReadStream(file)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function requireHeader(record: readonly (string | null)[], name: string): string[] {
  const header = record.map((cell) => cell ?? '');
  const missing = ['rater', ...(header.includes('clip_key') ? [] : ['clip'])].filter(
    (column) => !header.includes(column),
  );
  if (missing.length > 0)
    throw new OnsetError(
      'bad-input',
      `${name} ${NOT_OURS}: it has no column ${missing.join(', ')}. Its columns: ${header.join(', ') || 'none'}.`,
    );
  return header;
}

function toRawRecord(row: number, header: readonly string[], cells: readonly (string | null)[]): RawRecord {
  if (cells.length !== header.length)
    return { row, problem: `it has ${cells.length} cells, the header has ${header.length}` };
  const entries: [string, unknown][] = [];
  for (const [index, column] of header.entries()) {
    const cell = cells[index] ?? null;
    if (!COLUMN_NAMES.includes(column)) continue;
    const isDefault = cell === null && column !== 'status';
    if (isDefault) continue;
    const value = isJsonColumn(column) ? jsonCell(cell) : cell;
    if (value === undefined) return { row, problem: `its ${column} "${cell}" cannot be read` };
    entries.push([column, value]);
  }
  return { row, value: Object.fromEntries(entries) };
}

/** Numbers, true and false, shares and traces are written as in JSON; spreadsheets write TRUE. */
function jsonCell(cell: string | null): unknown {
  if (cell === null) return null;
  try {
    return JSON.parse(/^(true|false)$/i.test(cell) ? cell.toLowerCase() : cell);
  } catch {
    return undefined;
  }
}
