import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { OnsetError } from '#shared/base/errors.ts';
import { MAX_FRAME_FILE_BYTES, MAX_FRAME_PIXELS } from '#shared/domain/frames.ts';
import { isBmp, readBmp, readBmpHeader } from './bmp.ts';
import { checkPixels, readErrorInWords, statFile } from './file.ts';
import { imageOf } from './video/raw-pixels.ts';

/** An encoded image, as a browser shows it. */
export interface EncodedImage {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

/** What browsers show as it is. TIFF and BMP are read too, and shown as PNG. */
const SHOWN_AS_IS: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
};
const THUMBNAIL_WIDTH = 160;

/** Only raster formats that frames come in: no SVG, PDF or the like ever reaches its parser. One thread an image: several images are decoded at once. */
export function setUpSharp(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['Png', 'Jpeg', 'Webp', 'Nsgif', 'Tiff'].map((format) => `VipsForeignLoad${format}`),
  });
  sharp.cache(false);
  sharp.concurrency(1);
}

/**
 * The image of a file at its full size, once all of it was decoded without error: its own bytes where a browser can show
 * them, else (TIFF, BMP, 16 bits a value, several pages) its first page as PNG of 8 bits. Throws OnsetError `not-found` or
 * `bad-input` naming the file.
 */
export async function fullImage(file: string): Promise<EncodedImage> {
  const source = await readImageFile(file);
  return inWords(file, async () => {
    const image = open(file, source);
    const { format, pages, depth, width, height } = await image.metadata();
    const mimeType = SHOWN_AS_IS[format];
    if (mimeType === undefined || (pages ?? 1) > 1 || depth !== 'uchar')
      return { mimeType: 'image/png', bytes: await image.autoOrient().png().toBuffer() };
    // For its last pixel all before it is decoded too, and nobody has to keep it.
    await image
      .extract({ left: width - 1, top: height - 1, width: 1, height: 1 })
      .raw()
      .toBuffer();
    return { mimeType, bytes: source };
  });
}

/**
 * The image of a file, upright, to be worked on. Errors in reading it as {@link fullImage}; in decoding it, sharp's own: see
 * {@link inWords}.
 */
export async function openImageFile(file: string): Promise<Sharp> {
  const source = await readImageFile(file);
  return inWords(file, async () => open(file, source).autoOrient());
}

/** At most 160 pixels wide, never enlarged, as WebP. */
export async function thumbnailOf(image: Sharp): Promise<EncodedImage> {
  const small = image.resize({ width: THUMBNAIL_WIDTH, withoutEnlargement: true });
  return { mimeType: 'image/webp', bytes: await small.webp({ quality: 80 }).toBuffer() };
}

/**
 * The image as a grey square of `size` x `size` values, row by row: scaled (Lanczos 3) until its short side is
 * `size`, then the middle of the long side, so that no face is stretched.
 */
export function greySquare(image: Sharp, size: number): Promise<Uint8Array> {
  return square(image, size).greyscale().raw({ depth: 'uchar' }).toBuffer();
}

/** As {@link greySquare}, with red, green and blue of each pixel. */
export function colourSquare(image: Sharp, size: number): Promise<Uint8Array> {
  return square(image, size).toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer();
}

function square(image: Sharp, size: number): Sharp {
  return image
    .flatten({ background: 'black' })
    .resize(size, size, { fit: 'cover', position: 'centre', kernel: 'lanczos3' });
}

/** Throws OnsetError `bad-input` for a bitmap that is too large, else what is wrong with it. */
function open(file: string, source: Uint8Array): Sharp {
  if (!isBmp(source)) return sharp(source, { failOn: 'error', limitInputPixels: MAX_FRAME_PIXELS });
  const header = readBmpHeader(source);
  checkPixels(file, header.widthPx, header.heightPx);
  return imageOf(readBmp(source, header));
}

async function readImageFile(file: string): Promise<Uint8Array> {
  const { sizeBytes } = await statFile(file);
  if (sizeBytes > MAX_FRAME_FILE_BYTES)
    throw new OnsetError('bad-input', `${file} is too large for a frame.`);
  return readFile(file).catch((error: unknown) => {
    throw readErrorInWords(file, error);
  });
}

/** Errors of `work` on the file's image as OnsetError, naming it. */
export async function inWords<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OnsetError) throw error;
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    throw new OnsetError('bad-input', wordsFor(file, why), { cause: error });
  }
}

function wordsFor(file: string, why: string): string {
  if (why.includes('unsupported image format'))
    return `${file} is not an image this program reads (PNG, JPEG, WebP, GIF, TIFF, BMP), or is cut off.`;
  if (why.includes('exceeds pixel limit'))
    return `${file} says that it has more pixels than a frame may have (64 million).`;
  return `${file} is damaged or cut off (${why}).`;
}
