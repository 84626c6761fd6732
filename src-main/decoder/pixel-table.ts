import { type FileHandle, open } from 'node:fs/promises';
import { OnsetError } from '#shared/base/errors.ts';
import { readErrorInWords, statFile } from './file.ts';
import type { RawPixels } from './video/raw-pixels.ts';

/** Where the rows of a table begin and end, and which cell holds the pixels. */
interface TableIndex {
  /** Size and age of the file. */
  readonly state: string;
  readonly pixelsCell: number;
  /** Of row i, 0-based: bytes from `begins[i]` to before `ends[i]`. */
  readonly begins: readonly number[];
  readonly ends: readonly number[];
}

const MAX_TABLES = 4;
const CHUNK_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** A row of FER2013 holds up to 9,300. */
const MAX_ROW_BYTES = 100_000;
/** Tab, vertical tab, form feed, space. */
const BLANKS = [9, 11, 12, 32];
/** What is longer is no header. */
const SHORT_BYTES = 4096;

const tables = new Map<string, Promise<TableIndex>>();

/**
 * The image of a row (1-based, blank lines and the header not counted) of a table with a column `pixels`, as FER2013 is one:
 * grey values from 0 to 255 with blanks between them, of a square. Throws OnsetError `not-found` or `bad-input` naming the file.
 */
export async function tableFrame(file: string, row: number): Promise<RawPixels> {
  const { pixelsCell, begins, ends } = await indexOf(file);
  const [begin, end] = [begins[row - 1], ends[row - 1]];
  if (begin === undefined || end === undefined)
    throw new OnsetError('bad-input', `${file} has no row ${row}: it has ${begins.length}.`);
  if (end - begin > MAX_ROW_BYTES)
    throw new OnsetError('bad-input', `${file}: row ${row} is too long to be an image.`);
  const bytes = Buffer.alloc(end - begin);
  await withFile(file, (handle) => handle.read(bytes, 0, bytes.length, begin));
  const values = pixelValues(cellsOf(bytes.toString('latin1'))[pixelsCell] ?? '');
  const side = Math.sqrt(values?.length ?? 0);
  if (values === null || !Number.isInteger(side) || side === 0)
    throw new OnsetError('bad-input', `${file}: row ${row} holds no square image of values from 0 to 255.`);
  return { widthPx: side, heightPx: side, channels: 1, values };
}

async function indexOf(file: string): Promise<TableIndex> {
  const { sizeBytes, modifiedMs } = await statFile(file);
  const state = `${sizeBytes} ${modifiedMs}`;
  const known = tables.get(file);
  if (known !== undefined && (await known).state === state) return known;
  const reading = readIndex(file, state);
  tables.delete(file);
  tables.set(file, reading);
  for (const oldest of [...tables.keys()].slice(0, -MAX_TABLES)) tables.delete(oldest);
  reading.catch(() => tables.delete(file));
  return reading;
}

async function readIndex(file: string, state: string): Promise<TableIndex> {
  const begins: number[] = [];
  const ends: number[] = [];
  let pixelsCell: number | null = null;
  await withFile(file, async (handle) => {
    for await (const { begin, end, isBlank, text } of linesOf(handle)) {
      // An import counts them as little.
      if (isBlank) continue;
      if (pixelsCell === null) {
        const header = cellsOf(text ?? '').map((cell) => cell.toLowerCase());
        pixelsCell = header.indexOf('pixels');
        if (pixelsCell < 0)
          throw new OnsetError('bad-input', `${file} is no table of images: it has no column pixels.`);
        continue;
      }
      begins.push(begin);
      ends.push(end);
    }
  });
  return { state, pixelsCell: pixelsCell ?? 0, begins, ends };
}

interface Line {
  readonly begin: number;
  readonly end: number;
  readonly isBlank: boolean;
  /** Null for a long one. */
  readonly text: string | null;
}

/** Lines end with a line feed, a carriage return, or both: between the two then stands a blank one. */
async function* linesOf(handle: FileHandle): AsyncGenerator<Line> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let begin = 0;
  /** The beginning of a line that goes on in the next chunk, as long as it is short. */
  let kept = '';
  let isBlank = true;
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, at);
    const bytes = chunk.subarray(0, bytesRead);
    let from = 0;
    for (const stop of lineEndsIn(bytes)) {
      const end = at + stop;
      const isShort = end - begin < SHORT_BYTES;
      isBlank &&= isBlankBetween(bytes, from, stop);
      yield { begin, end, isBlank, text: isShort ? kept + bytes.toString('latin1', from, stop) : null };
      kept = '';
      isBlank = true;
      begin = end + 1;
      from = stop + 1;
    }
    at += bytesRead;
    isBlank &&= isBlankBetween(bytes, from, bytesRead);
    if (at - begin < SHORT_BYTES) kept += bytes.toString('latin1', from);
    if (bytesRead > 0) continue;
    if (at > begin) yield { begin, end: at, isBlank, text: at - begin < SHORT_BYTES ? kept : null };
    return;
  }
}

/** Where line feeds and carriage returns stand. */
function* lineEndsIn(bytes: Buffer): Generator<number> {
  let feed = bytes.indexOf(LINE_FEED);
  let carriage = bytes.indexOf(CARRIAGE_RETURN);
  while (feed >= 0 || carriage >= 0) {
    if (carriage < 0 || (feed >= 0 && feed < carriage)) {
      yield feed;
      feed = bytes.indexOf(LINE_FEED, feed + 1);
    } else {
      yield carriage;
      carriage = bytes.indexOf(CARRIAGE_RETURN, carriage + 1);
    }
  }
}

/** Blanks, tabs and the like alone: looks no further than the first byte that is none. */
function isBlankBetween(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!BLANKS.includes(bytes[at] ?? 0)) return false;
  return true;
}

/** No cell holds a comma, so that quotes can only stand around a whole cell. */
function cellsOf(line: string): string[] {
  return line
    .replace(/^(\uFEFF|ï»¿)/, '')
    .split(/[,;\t]/)
    .map((cell) =>
      cell
        .trim()
        .replace(/^"([^"]*)"$/, '$1')
        .trim(),
    );
}

/** Null where one is no value of a pixel. */
function pixelValues(text: string): Uint8Array | null {
  const numbers = text.split(/ +/);
  const isValue = (number: string) => /^\d{1,3}$/.test(number) && Number(number) <= 255;
  return numbers.every(isValue) ? Uint8Array.from(numbers, Number) : null;
}

async function withFile<T>(file: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(file);
    return await work(handle);
  } catch (error) {
    throw readErrorInWords(file, error);
  } finally {
    await handle?.close();
  }
}
