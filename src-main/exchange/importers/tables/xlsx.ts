import readWorkbook from 'read-excel-file/node';
import { OnsetError } from '#shared/base/errors.ts';
import type { Table } from './table.ts';

/** Every sheet of the workbook, in order, numbers as they were written. Throws OnsetError `bad-input` for what is no .xlsx. */
export async function readXlsx(file: string, name: string): Promise<Table[]> {
  const sheets = await readWorkbook<string>(file, { parseNumber: (text) => text }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OnsetError('bad-input', `${name} cannot be read as an Excel workbook (.xlsx): ${reason}.`, {
      cause: error,
    });
  });
  return sheets.map((sheet) => ({
    name: sheet.sheet,
    rows: sheet.data.map((cells, index) => ({ row: index + 1, cells: cells.map(cellText) })),
    badRows: [],
  }));
}

/** Excel turns some texts into dates (`1-2`): what was written is then lost, and the date stands in its place. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim();
}
