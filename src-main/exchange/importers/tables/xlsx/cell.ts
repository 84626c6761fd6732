import { createTextReader, type Workbook } from './workbook.ts';

export interface CellRead {
  readonly text: string;
  /** Why a cell that holds something is left out. */
  readonly problem: string | null;
}

const nothing = (problem: string | null): CellRead => ({ text: '', problem });

/** Reads one cell after another: {@link start}, what lies in it, {@link read}. */
export function createCellReader({ texts, isDate, is1904 }: Workbook) {
  const inline = createTextReader();
  let type = '';
  let style = 0;
  let value = '';
  let isValue = false;
  let hasFormula = false;
  const readShared = (): CellRead => {
    const text = texts[Number(value)];
    return text === undefined
      ? nothing('refers to a text that the workbook does not hold')
      : { text: text.trim(), problem: null };
  };
  const readNumber = (): CellRead => {
    const number = Number(value);
    if (value === '' || !Number.isFinite(number)) return { text: value, problem: null };
    if (isDate[style] === true) return { text: dateText(number, is1904), problem: null };
    return { text: /e/i.test(value) ? String(number) : value, problem: null };
  };
  return {
    start: ({ t = 'n', s = '0' }: Readonly<Record<string, string>>) => {
      type = t;
      style = Number(s);
      value = '';
      hasFormula = false;
      inline.start();
    },
    open: (element: string) => {
      if (element === 'v') isValue = true;
      if (element === 'f') hasFormula = true;
      inline.open(element);
    },
    text: (text: string) => {
      if (isValue) value += text;
      inline.text(text);
    },
    close: (element: string) => {
      if (element === 'v') isValue = false;
      inline.close(element);
    },
    read: (): CellRead => {
      value = value.trim();
      if (type === 'inlineStr') return { text: inline.value().trim(), problem: null };
      if (hasFormula && value === '' && type !== 'str')
        return nothing('holds a formula without its value (open and save the workbook)');
      if (type === 'e') return nothing(`holds the error ${value}`);
      if (type === 's') return value === '' ? nothing(null) : readShared();
      if (type === 'b') return { text: value === '1' ? 'true' : 'false', problem: null };
      return type === 'n' ? readNumber() : { text: value, problem: null };
    },
  };
}

const MS_PER_DAY = 86_400_000;
/** Day 0 of both calendars of Excel; the first counts a 29 February 1900 that never was. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
const EPOCH_1904_MS = Date.UTC(1904, 0, 1);

/** Excel turns some texts into dates (`1-2`): what was written is then lost, and the date stands in its place. */
function dateText(days: number, is1904: boolean): string {
  const date = new Date((is1904 ? EPOCH_1904_MS : EPOCH_MS) + Math.round(days * MS_PER_DAY));
  return Number.isNaN(date.getTime()) ? String(days) : date.toISOString().slice(0, 10);
}
