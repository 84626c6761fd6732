import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import { fileProblem } from '../media/file-problem.ts';
import { parseCsv } from './csv.ts';
import type { Table } from './table.ts';
import { readXlsx } from './xlsx.ts';

/** The tables of a file: one of a .csv, .tsv or .txt, each sheet of an .xlsx. Throws OnsetError `bad-input`. */
export async function readTables(file: string): Promise<Table[]> {
  const name = basename(file);
  const bytes = await readSourceFile(file);
  const isZip = bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04'));
  return isZip || /\.xls[xm]?$/i.test(name) ? readXlsx(bytes, name) : [parseCsv(bytes, name)];
}

/** A file's bytes. Throws OnsetError `bad-input` where it is empty, too large for a table, or cannot be read. */
export async function readSourceFile(file: string): Promise<Buffer> {
  const refuse = (error: unknown): never => {
    throw new OnsetError('bad-input', `${file} cannot be read: ${fileProblem(error)}.`, { cause: error });
  };
  const { size } = await stat(file).catch(refuse);
  if (size > MAX_MIB * 2 ** 20)
    throw new OnsetError('bad-input', `${basename(file)} is larger than ${MAX_MIB} MiB: no table is.`);
  const bytes = await readFile(file).catch(refuse);
  if (bytes.length === 0) throw new OnsetError('bad-input', `${basename(file)} is empty.`);
  return bytes;
}
const MAX_MIB = 256;
