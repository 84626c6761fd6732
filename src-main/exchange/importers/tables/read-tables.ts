import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import { fileProblem } from '../media/file-problem.ts';
import { parseCsv } from './csv.ts';
import type { Table } from './table.ts';
import { readXlsx } from './xlsx.ts';

/** The tables of a file: one of a .csv, .tsv or .txt, each sheet of an .xlsx. Throws OnsetError `bad-input`. */
export async function readTables(file: string): Promise<Table[]> {
  const name = basename(file);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new OnsetError('bad-input', `${file} cannot be read: ${fileProblem(error)}.`, { cause: error });
  });
  if (bytes.length === 0) throw new OnsetError('bad-input', `${name} is empty.`);
  const isZip = bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04'));
  return isZip || /\.xls[xm]?$/i.test(name) ? readXlsx(file, name) : [parseCsv(bytes, name)];
}
