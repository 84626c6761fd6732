/** How sheets write that there is nothing to write. */
const NOTHING = new Set(['', '/', '-', '–', 'n/a', 'na', 'nan', 'none', 'null']);

export function isNothing(cell: string): boolean {
  return NOTHING.has(cell.toLowerCase());
}

/** A frame number: a whole number from 0, also as `46.0`. Undefined where the cell holds something else. */
export function frameNumber(cell: string): number | undefined {
  const value = /^\d+(\.0+)?$/.test(cell) ? Number(cell) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** A decimal number, also with a decimal comma. Undefined where the cell holds something else, NaN and infinity included. */
export function decimalNumber(cell: string): number | undefined {
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(cell)
    ? Number(cell.replace(',', '.'))
    : undefined;
}

/** Names as they are compared: digits by their value (`1` and `01`), all else letter by letter, however it is encoded. */
export function foldName(name: string): string {
  return /^\d+$/.test(name) ? name.replace(/^0+(?=\d)/, '') : name.normalize('NFC');
}
