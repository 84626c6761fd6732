import { crc32 } from 'node:zlib';
import { MAX_FRAME_PIXELS } from '#shared/domain/frames.ts';
import { bmpSize, gifSize, jpegSize, pngSize, readTiffTags, tiffSize, webpSize } from './image-size.ts';

/** Endings under which images are looked for; what the bytes are decides whether they are read. */
const ENDINGS = /\.(png|jpe?g|jpe|jfif|webp|tiff?|gif|bmp|dib|avif|heic|jp2|pgm|ppm)$/i;

export function isImageName(name: string): boolean {
  return ENDINGS.test(name);
}

/**
 * Why these bytes are no whole image the program reads (PNG, JPEG, WebP, TIFF, BMP, GIF), in words; null if they are
 * one. It looks at the file's structure, not at its pixels: PNG chunks with their checksums up to IEND, JPEG segments
 * up to EOI, the lengths that the others state; and at the size the header claims. The name's ending does not matter.
 */
export function imageProblem(bytes: Buffer): string | null {
  if (bytes.length === 0) return 'the file is empty';
  const format = FORMATS.find(({ signatures }) =>
    signatures.some((signature) => startsWith(bytes, signature)),
  );
  if (format === undefined) return NO_IMAGE;
  if ('unsupported' in format)
    return `${format.unsupported} images are not supported: convert them to PNG or JPEG`;
  try {
    return format.problem(bytes) ?? sizeProblem(format.size(bytes));
  } catch (error) {
    if (error instanceof RangeError) return 'the image is cut off';
    throw error;
  }
}

function sizeProblem([widthPx, heightPx]: readonly [number, number]): string | null {
  if (widthPx <= 0 || heightPx <= 0) return 'the image has no pixels';
  if (widthPx * heightPx <= MAX_FRAME_PIXELS) return null;
  return `it claims ${widthPx} x ${heightPx} pixels: more than a frame can have`;
}

const NO_IMAGE = 'this is not an image (PNG, JPEG, WebP, TIFF, BMP or GIF)';

type Format = { readonly signatures: readonly string[] } & (
  | {
      readonly problem: (bytes: Buffer) => string | null;
      readonly size: (bytes: Buffer) => readonly [widthPx: number, heightPx: number];
    }
  | { readonly unsupported: string }
);

const FORMATS: readonly Format[] = [
  { signatures: ['\x89PNG\r\n\x1a\n'], problem: pngProblem, size: pngSize },
  { signatures: ['\xff\xd8\xff'], problem: jpegProblem, size: jpegSize },
  { signatures: ['RIFF'], problem: webpProblem, size: webpSize },
  { signatures: ['II*\0', 'MM\0*'], problem: tiffProblem, size: tiffSize },
  { signatures: ['GIF87a', 'GIF89a'], problem: gifProblem, size: gifSize },
  { signatures: ['BM'], problem: bmpProblem, size: bmpSize },
  { signatures: ['P2', 'P3', 'P5', 'P6'], unsupported: 'PNM' },
  { signatures: ['\0\0\0\x0cjP  '], unsupported: 'JPEG 2000' },
];

function startsWith(bytes: Buffer, signature: string): boolean {
  return bytes.subarray(0, signature.length).equals(Buffer.from(signature, 'latin1'));
}

/** PNG, 5.3: chunks of length, type, data, CRC. Those the decoder needs (upper-case first letter) must be intact. */
function pngProblem(bytes: Buffer): string | null {
  let hasPixels = false;
  for (let at = 8; ; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 8 + length;
    const storedCrc = bytes.readUInt32BE(end);
    if (at === 8 && (type !== 'IHDR' || length !== 13)) return 'the PNG has no header';
    if (type === 'IHDR' && (bytes.readUInt32BE(16) === 0 || bytes.readUInt32BE(20) === 0))
      return 'the PNG has no pixels';
    if (/^[A-Z]/.test(type) && crc32(bytes.subarray(at + 4, end)) !== storedCrc) return 'the PNG is damaged';
    if (type === 'IDAT') hasPixels = true;
    if (type === 'IEND') return hasPixels ? null : 'the PNG has no pixels';
    at = end + 4;
  }
}

const EOI = 0xd9;
const SOS = 0xda;

/** ITU T.81, B.1: segments with lengths; after SOS entropy-coded data, in which 0xFF is followed by 0 or a restart marker. */
function jpegProblem(bytes: Buffer): string | null {
  let hasPixels = false;
  for (let at = 2; ; ) {
    if (bytes.readUInt8(at) !== 0xff) return 'the JPEG is damaged';
    while (bytes.readUInt8(at + 1) === 0xff) at++;
    const marker = bytes.readUInt8(at + 1);
    if (marker === EOI) return hasPixels ? null : 'the JPEG has no pixels';
    at += 2 + bytes.readUInt16BE(at + 2);
    if (marker !== SOS) continue;
    hasPixels = true;
    at = endOfScan(bytes, at);
  }
}

/** Where the next marker stands. Throws RangeError where the data ends without one. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; ; at += 2) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) throw new RangeError();
    const next = bytes.readUInt8(at + 1);
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7);
    if (next === 0xff) at -= 1;
    else if (!isData) return at;
  }
}

function webpProblem(bytes: Buffer): string | null {
  if (bytes.toString('latin1', 8, 12) !== 'WEBP') return NO_IMAGE;
  return bytes.readUInt32LE(4) + 8 > bytes.length ? 'the image is cut off' : null;
}

const STRIPS = { offsets: 273, lengths: 279 };
const TILES = { offsets: 324, lengths: 325 };

/** TIFF 6.0: the header points to the first directory; that and the strips or tiles it names must lie within the file. */
function tiffProblem(bytes: Buffer): string | null {
  const tags = readTiffTags(bytes);
  const pieces = tags.has(TILES.offsets) ? TILES : STRIPS;
  const lengths = tags.get(pieces.lengths) ?? [];
  const offsets = tags.get(pieces.offsets) ?? [];
  if (offsets.length === 0) return 'the TIFF has no pixels';
  const isCut = offsets.some((offset, index) => offset + (lengths[index] ?? 0) > bytes.length);
  return isCut ? 'the image is cut off' : null;
}

const BMP_DEPTHS = [1, 2, 4, 8, 16, 24, 32];
/** BI_RGB and the two with masks; others are packed, and as long as they are. */
const BMP_UNPACKED = [0, 3, 6];

/** BITMAPFILEHEADER and BITMAPINFOHEADER: rows of pixels, each a multiple of four bytes long, from the offset stated. */
function bmpProblem(bytes: Buffer): string | null {
  const isOs2 = bytes.readUInt32LE(14) === 12;
  const [widthPx, heightPx] = bmpSize(bytes);
  const depth = bytes.readUInt16LE(isOs2 ? 24 : 28);
  const compression = isOs2 ? 0 : bytes.readUInt32LE(30);
  if (!BMP_DEPTHS.includes(depth) || compression > 6) return 'the BMP is damaged';
  const rowBytes = Math.ceil((widthPx * depth) / 32) * 4;
  const pixelBytes = BMP_UNPACKED.includes(compression) ? rowBytes * heightPx : 1;
  const isHeaderBomb = widthPx * heightPx > MAX_FRAME_PIXELS;
  return !isHeaderBomb && bytes.readUInt32LE(10) + pixelBytes > bytes.length ? 'the image is cut off' : null;
}

const GIF_EXTENSION = 0x21;
const GIF_IMAGE = 0x2c;
const GIF_END = 0x3b;

/** GIF89a, appendix B: blocks, each of pieces with their lengths, up to the trailer. */
function gifProblem(bytes: Buffer): string | null {
  let hasPixels = false;
  for (let at = 13 + colourBytes(bytes.readUInt8(10)); ; ) {
    const block = bytes.readUInt8(at);
    if (block === GIF_END) return hasPixels ? null : 'the GIF has no pixels';
    if (block !== GIF_EXTENSION && block !== GIF_IMAGE) return 'the GIF is damaged';
    if (block === GIF_IMAGE) hasPixels = true;
    at += block === GIF_IMAGE ? 11 + colourBytes(bytes.readUInt8(at + 9)) : 2;
    for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += 1 + length;
    at++;
  }
}

/** Of the table of colours that flags announce. */
function colourBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}
