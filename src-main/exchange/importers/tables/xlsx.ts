import { OnsetError } from '#shared/base/errors.ts';
import type { Table } from './table.ts';
import { readSheet } from './xlsx/sheet.ts';
import { readWorkbookParts } from './xlsx/workbook.ts';
import { openZip } from './xlsx/zip.ts';

/** How an .xls begins, and an .xlsx with a password. */
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Every sheet of the workbook, in order, numbers as they were written. Throws OnsetError `bad-input` for what is no .xlsx. */
export async function readXlsx(bytes: Buffer, name: string): Promise<Table[]> {
  if (bytes.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE))
    throw refusal(name, 'it is a legacy workbook (.xls) or has a password. Save it as .xlsx without one');
  try {
    const zip = openZip(bytes);
    const workbook = await readWorkbookParts(zip);
    const tables: Table[] = [];
    for (const sheet of workbook.sheets) tables.push(await readSheet(zip, sheet.path, sheet.name, workbook));
    return tables;
  } catch (error) {
    throw refusal(name, error instanceof Error ? error.message : String(error), error);
  }
}

function refusal(name: string, reason: string, cause?: unknown): OnsetError {
  return new OnsetError('bad-input', `${name} cannot be read as an Excel workbook (.xlsx): ${reason}.`, {
    cause,
  });
}
