import { posix } from 'node:path';
import { readXml } from '../../xml.ts';
import type { Zip } from './zip.ts';

/** What a sheet's cells refer to. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly texts: readonly string[];
  /** By the number of a cell's style: whether it shows a date. */
  readonly isDate: readonly boolean[];
  /** Days are counted from 1904, not from 1900. */
  readonly is1904: boolean;
}

const MAX_PART_BYTES = 64 * 2 ** 20;

/** Reads all of an .xlsx but its sheets (ECMA-376). Throws an Error in words. */
export async function readWorkbookParts(zip: Zip): Promise<Workbook> {
  const main = (await findMain(zip)) ?? 'xl/workbook.xml';
  const named: { name: string; id: string }[] = [];
  let is1904 = false;
  await readXml(zip.read(main, MAX_PART_BYTES), {
    open: (element, attributes) => {
      if (element === 'sheet') named.push({ name: attributes['name'] ?? '', id: attributes['r:id'] ?? '' });
      if (element === 'workbookPr') is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    },
    text: () => {},
    close: () => {},
  });
  const parts = await readRelations(zip, main);
  const pathOf = (type: string) => [...parts.values()].find((part) => part.type.endsWith(`/${type}`))?.path;
  return {
    sheets: named.flatMap(({ name, id }) => {
      const part = parts.get(id);
      return part?.type.endsWith('/worksheet') === true ? [{ name, path: part.path }] : [];
    }),
    texts: await readTexts(zip, pathOf('sharedStrings')),
    isDate: await readStyles(zip, pathOf('styles')),
    is1904,
  };
}

async function findMain(zip: Zip): Promise<string | undefined> {
  const parts = await readRelations(zip, '');
  return [...parts.values()].find(({ type }) => type.endsWith('/officeDocument'))?.path;
}

/** The parts that a part names, by id. */
async function readRelations(zip: Zip, part: string) {
  const folder = posix.dirname(part);
  const path = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const parts = new Map<string, { type: string; path: string }>();
  if (!zip.has(path)) return parts;
  await readXml(zip.read(path, MAX_PART_BYTES), {
    open: (element, { Id = '', Type = '', Target = '' }) => {
      if (element !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      parts.set(Id, { type: Type, path: target });
    },
    text: () => {},
    close: () => {},
  });
  return parts;
}

async function readTexts(zip: Zip, path: string | undefined): Promise<string[]> {
  const texts: string[] = [];
  if (path === undefined || !zip.has(path)) return texts;
  const text = createTextReader();
  await readXml(zip.read(path, MAX_PART_BYTES), {
    open: (element) => {
      if (element === 'si') text.start();
      text.open(element);
    },
    text: text.text,
    close: (element) => {
      text.close(element);
      if (element === 'si') texts.push(text.value());
    },
  });
  return texts;
}

/** Collects the text of runs; what only says how to pronounce it is left out. */
export function createTextReader() {
  let value = '';
  let isText = false;
  let isPhonetic = false;
  return {
    start: () => {
      value = '';
    },
    open: (element: string) => {
      if (element === 'rPh') isPhonetic = true;
      if (element === 't') isText = !isPhonetic;
    },
    text: (text: string) => {
      if (isText) value += text;
    },
    close: (element: string) => {
      if (element === 'rPh') isPhonetic = false;
      if (element === 't') isText = false;
    },
    /** `_x000D_` stands for a character that XML cannot hold. */
    value: () =>
      value.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  };
}

/** Formats of dates that every workbook knows (ECMA-376, 18.8.30). */
const isBuiltInDate = (format: number) => (format >= 14 && format <= 22) || (format >= 45 && format <= 47);

async function readStyles(zip: Zip, path: string | undefined): Promise<boolean[]> {
  const isDate: boolean[] = [];
  if (path === undefined || !zip.has(path)) return isDate;
  const ownDates = new Map<number, boolean>();
  let isCellFormats = false;
  await readXml(zip.read(path, MAX_PART_BYTES), {
    open: (element, { numFmtId = '0', formatCode = '' }) => {
      const format = Number(numFmtId);
      if (element === 'numFmt') ownDates.set(format, isDateFormat(formatCode));
      if (element === 'cellXfs') isCellFormats = true;
      if (element === 'xf' && isCellFormats) isDate.push(ownDates.get(format) ?? isBuiltInDate(format));
    },
    text: () => {},
    close: (element) => {
      if (element === 'cellXfs') isCellFormats = false;
    },
  });
  return isDate;
}

/** A letter of dates outside of quotes, brackets and escapes. */
function isDateFormat(code: string): boolean {
  return /[dmyh]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').replace(/general/gi, ''));
}
