import { readXml } from '../../xml.ts';
import type { Table, TableRow } from '../table.ts';
import { type CellRead, createCellReader } from './cell.ts';
import { fillMerged } from './merged.ts';
import { columnLetters, columnOf } from './places.ts';
import type { Workbook } from './workbook.ts';
import type { Zip } from './zip.ts';

const MAX_SHEET_BYTES = 256 * 2 ** 20;
/** No coding sheet is as wide; what lies beyond is listed. */
const MAX_COLUMNS = 1000;
const MAX_CHARACTERS = 64 * 2 ** 20;

/**
 * The rows of a sheet that hold anything: cells as they were written, formulas by the value they had when the workbook
 * was saved, errors and formulas without one as nothing, and listed. Throws an Error in words.
 */
export async function readSheet(zip: Zip, path: string, name: string, workbook: Workbook): Promise<Table> {
  const rows: { row: number; cells: string[] }[] = [];
  const badRows: { row: number; reason: string }[] = [];
  const merged: string[] = [];
  let row = 0;
  let column = -1;
  let cells: string[] = [];
  let characters = 0;
  let isWhole = false;
  const cell = createCellReader(workbook);
  const keep = ({ text, problem }: CellRead) => {
    const at = `${columnLetters(column)}${row}`;
    if (problem !== null) badRows.push({ row, reason: `its cell ${at} ${problem}: it is left out` });
    if (text === '') return;
    if (column >= MAX_COLUMNS) {
      badRows.push({ row, reason: `its cell ${at} lies beyond column ${MAX_COLUMNS}: it is left out` });
      return;
    }
    characters += text.length;
    if (characters > MAX_CHARACTERS) throw new Error(`its sheet ${name} holds more text than a table does`);
    while (cells.length < column) cells.push('');
    cells[column] = text;
  };
  await readXml(zip.read(path, MAX_SHEET_BYTES), {
    open: (element, attributes) => {
      if (element === 'row') {
        row = wholeNumber(attributes['r']) ?? row + 1;
        column = -1;
        cells = [];
      } else if (element === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        cell.start(attributes);
      } else if (element === 'mergeCell') merged.push(attributes['ref'] ?? '');
      else cell.open(element);
    },
    text: cell.text,
    close: (element) => {
      if (element === 'c') keep(cell.read());
      else if (element === 'row') {
        if (cells.length > 0) rows.push({ row, cells });
      } else if (element === 'sheetData') isWhole = true;
      else cell.close(element);
    },
  });
  if (!isWhole) throw new Error(`its sheet ${name} holds no table`);
  badRows.push(...fillMerged(rows, merged));
  return { name, rows: rows satisfies readonly TableRow[], badRows };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : null;
}
