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
const BRIGHTEST = 255;

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
  /** Grey, row by row. */
  readonly pixels: Uint8Array;
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
  const pixels = readPixels(cell(columns.pixels));
  return typeof pixels === 'string' ? pixels : { emotion, split, pixels };
}

const SPACE = 0x20;
const ZERO = 0x30;

/** The numbers between the spaces, or why they are not those of an image. */
function readPixels(text: string): Uint8Array | string {
  const pixels = new Uint8Array(FER_PIXELS);
  let count = 0;
  for (let at = 0; at < text.length; ) {
    if (text.charCodeAt(at) === SPACE) {
      at++;
      continue;
    }
    const start = at;
    let value = 0;
    for (; at < text.length && text.charCodeAt(at) !== SPACE; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
    }
    if (!(value <= BRIGHTEST) || at - start > 3)
      return `its pixel ${shown(text.slice(start, at))} is no whole number from 0 to 255`;
    if (count < FER_PIXELS) pixels[count] = value;
    count++;
  }
  return count === FER_PIXELS ? pixels : `it has ${count} pixels, not ${FER_PIXELS}`;
}
