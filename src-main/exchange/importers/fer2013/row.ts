import type { GivenSplit } from '#shared/domain/clip.ts';
import { shown } from '../megc/text-lines.ts';

/** The classes of FER2013, in its order 0 to 6, as the project spells them. */
const FER_CLASSES = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'] as const;
type FerClass = (typeof FER_CLASSES)[number];

/** Its three parts; only the first was there to learn from. */
const SPLITS: ReadonlyMap<string, GivenSplit> = new Map([
  ['training', 'train'],
  ['publictest', 'test'],
  ['privatetest', 'test'],
]);

/** 48 x 48, row by row. */
const FER_PIXELS = 2304;

export interface FerColumns {
  readonly emotion: number;
  readonly pixels: number;
  /** Null where the copy has none. */
  readonly usage: number | null;
  readonly count: number;
  readonly headers: { readonly emotion: string; readonly pixels: string; readonly usage?: string };
}

/** The columns of a header; null where it is none of FER2013's. */
export function readFerHeader(line: string): FerColumns | null {
  const cells = ferCells(line);
  const names = cells.map((cell) => cell.toLowerCase());
  const [emotion, pixels, usage] = ['emotion', 'pixels', 'usage'].map((name) => names.indexOf(name));
  if (emotion === undefined || pixels === undefined || emotion < 0 || pixels < 0) return null;
  const at = usage === undefined || usage < 0 ? null : usage;
  const headers = { emotion: cells[emotion] ?? '', pixels: cells[pixels] ?? '' };
  return {
    emotion,
    pixels,
    usage: at,
    count: cells.length,
    headers: at === null ? headers : { ...headers, usage: cells[at] ?? '' },
  };
}

/** No cell of it holds a comma, so that quotes can only stand around a whole cell. */
function ferCells(line: string): string[] {
  return line.split(/[,;\t]/).map((cell) =>
    cell
      .trim()
      .replace(/^"([^"]*)"$/, '$1')
      .trim(),
  );
}

export interface FerRow {
  readonly emotion: FerClass;
  readonly split: GivenSplit | null;
  /** What two copies of one image share. */
  readonly pixels: string;
}

/** A row, or why it is none. */
export function readFerRow(line: string, columns: FerColumns): FerRow | string {
  const cells = ferCells(line);
  if (cells.slice(columns.count).some((cell) => cell !== '')) return 'it has more cells than the header';
  const cell = (at: number) => cells[at] ?? '';
  const code = cell(columns.emotion).replace(/\.0+$/, '');
  const emotion = /^\d$/.test(code) ? FER_CLASSES[Number(code)] : undefined;
  if (emotion === undefined)
    return `its emotion ${shown(cell(columns.emotion))} is none of 0 to 6 (${FER_CLASSES.join(', ')})`;
  const usage = columns.usage === null ? null : cell(columns.usage);
  const split = usage === null ? null : SPLITS.get(usage.toLowerCase());
  if (split === undefined)
    return `its Usage ${shown(usage ?? '')} is none of Training, PublicTest, PrivateTest`;
  const pixels = cell(columns.pixels);
  return pixelsProblem(pixels) ?? { emotion, split, pixels };
}

/** Why these are not the numbers of an image; null where they are. */
function pixelsProblem(text: string): string | null {
  const numbers = text === '' ? [] : text.split(/ +/);
  const bad = numbers.find((number) => !/^\d{1,3}$/.test(number) || Number(number) > 255);
  if (bad !== undefined) return `its pixel ${shown(bad)} is no whole number from 0 to 255`;
  return numbers.length === FER_PIXELS ? null : `it has ${numbers.length} pixels, not ${FER_PIXELS}`;
}
