import sharp, { type Sharp } from 'sharp';
import { OnsetError } from '#shared/base/errors.ts';
import { CAPTION_HEIGHT_PX, captionPixels, captionScale } from './caption.ts';

/** A small picture of a frame: red, green, blue, row by row. */
export interface SheetCell {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
  readonly caption: string;
}

const CELL_PX = 160;
const GAP_PX = 4;
const MAX_COLUMNS = 10;
/** What is larger nobody looks through; it would take 100 MB and more. */
const MAX_CELLS = 1000;
const CHANNELS = 3;
const PAPER = 255;
const INK = 0;

/** Throws OnsetError `bad-input` where so many frames are too many for one sheet. */
export function requireSheetSize(frames: number): void {
  if (frames <= MAX_CELLS) return;
  throw new OnsetError(
    'bad-input',
    `A contact sheet holds up to ${MAX_CELLS} frames, these are ${frames}: name fewer of them.`,
  );
}

/** The frame within a square of 160 pixels, never enlarged. */
export async function sheetCell(image: Sharp, caption: string): Promise<SheetCell> {
  const { data, info } = await image
    .flatten({ background: 'white' })
    .resize(CELL_PX, CELL_PX, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data, caption };
}

/** All cells in rows of up to ten, left to right, each with its caption below, as PNG. */
export function contactSheet(cells: readonly SheetCell[]): Promise<Uint8Array> {
  const columns = Math.max(1, Math.min(MAX_COLUMNS, cells.length));
  const rows = Math.ceil(cells.length / columns);
  const cellHeight = Math.max(1, ...cells.map(({ height }) => height));
  const stepX = CELL_PX + GAP_PX;
  const stepY = cellHeight + CAPTION_HEIGHT_PX;
  const width = columns * stepX + GAP_PX;
  const height = rows * stepY + GAP_PX;
  const captions = cells.map(({ caption }) => caption);
  const scale = captionScale(captions, CELL_PX);
  const sheet = new Uint8Array(width * height * CHANNELS).fill(PAPER);
  for (const [index, cell] of cells.entries()) {
    const left = GAP_PX + (index % columns) * stepX;
    const top = GAP_PX + Math.floor(index / columns) * stepY;
    const inset = Math.floor((CELL_PX - cell.width) / 2);
    for (let row = 0; row < cell.height; row++) {
      const line = cell.rgb.subarray(row * cell.width * CHANNELS, (row + 1) * cell.width * CHANNELS);
      sheet.set(line, ((top + row) * width + left + inset) * CHANNELS);
    }
    for (const [x, y] of captionPixels(cell.caption, CELL_PX, scale)) {
      const at = ((top + cellHeight + y) * width + left + x) * CHANNELS;
      sheet.fill(INK, at, at + CHANNELS);
    }
  }
  return sharp(sheet, { raw: { width, height, channels: CHANNELS } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}
