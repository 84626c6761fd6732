import type { RawPixels } from './video/raw-pixels.ts';

/**
 * Windows bitmaps, which sharp does not read: 1, 4, 8, 16, 24 and 32 bits a pixel, uncompressed or RLE8, from the bottom up
 * or the top down. Layout: Microsoft, "Bitmap Storage" (BITMAPFILEHEADER, BITMAPCOREHEADER, BITMAPINFOHEADER to V5).
 */

const FILE_HEADER_BYTES = 14;
const CORE_HEADER_BYTES = 12;
const MASKS_AT = FILE_HEADER_BYTES + 40;
const RGB = 0;
const RLE8 = 1;
const BIT_FIELDS = [3, 6];

export const isBmp = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x42 && bytes[1] === 0x4d && bytes.length > FILE_HEADER_BYTES + CORE_HEADER_BYTES;

export interface BmpHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isTopDown: boolean;
  readonly bits: number;
  readonly compression: number;
  readonly pixelsAt: number;
  readonly paletteAt: number;
  readonly paletteSize: number;
  readonly bytesPerColour: 3 | 4;
}

/** Throws Error with the reason. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = viewOf(bytes);
  const headerBytes = view.getUint32(14, true);
  const isCore = headerBytes === CORE_HEADER_BYTES;
  if (!isCore && (headerBytes < 40 || headerBytes > 1024)) throw new Error('its header is of no known kind');
  const height = isCore ? view.getInt16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(isCore ? 24 : 28, true);
  const compression = isCore ? RGB : view.getUint32(30, true);
  const pixelsAt = view.getUint32(10, true);
  // Three masks stand between the oldest header of this kind and the palette.
  const masks = BIT_FIELDS.includes(compression) && headerBytes === 40 ? (compression === 6 ? 16 : 12) : 0;
  const paletteAt = FILE_HEADER_BYTES + headerBytes + masks;
  const bytesPerColour = isCore ? 3 : 4;
  const used = isCore ? 0 : view.getUint32(46, true);
  const most = Math.floor(Math.max(0, pixelsAt - paletteAt) / bytesPerColour);
  return {
    widthPx: isCore ? view.getUint16(18, true) : view.getInt32(18, true),
    heightPx: Math.abs(height),
    isTopDown: height < 0,
    bits,
    compression,
    pixelsAt,
    paletteAt,
    paletteSize: bits > 8 ? 0 : Math.min(used === 0 ? 2 ** bits : used, 2 ** bits, most),
    bytesPerColour,
  };
}

/** The picture, upright: grey where its palette is. Throws Error with the reason where it is damaged or of a kind not read. */
export function readBmp(bytes: Uint8Array, header: BmpHeader): RawPixels {
  const { widthPx, heightPx, bits, compression } = header;
  if (widthPx <= 0 || heightPx <= 0) throw new Error('it has no pixels');
  if (bits <= 8 && [1, 4, 8].includes(bits)) {
    const palette = readPalette(bytes, header);
    if (compression === RLE8 && bits === 8) return coloured(unpackRle8(bytes, header), header, palette);
    if (compression === RGB) return coloured(unpackIndices(bytes, header), header, palette);
  }
  if (
    (bits === 24 || bits === 16 || bits === 32) &&
    (compression === RGB || BIT_FIELDS.includes(compression))
  )
    return direct(bytes, header);
  throw new Error(`its kind of BMP is not read: ${bits} bits, compression ${compression}`);
}

type Colour = readonly [red: number, green: number, blue: number];

function readPalette(bytes: Uint8Array, { paletteAt, paletteSize, bytesPerColour }: BmpHeader): Colour[] {
  return Array.from({ length: paletteSize }, (_, i) => {
    const at = paletteAt + i * bytesPerColour;
    return [bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0] as const;
  });
}

function coloured(
  indices: Uint8Array,
  { widthPx, heightPx }: BmpHeader,
  palette: readonly Colour[],
): RawPixels {
  const isGrey = palette.every(([red, green, blue]) => red === green && green === blue);
  const channels = isGrey ? 1 : 3;
  const values = new Uint8Array(indices.length * channels);
  const table = Uint8Array.from(palette.flatMap((colour) => colour.slice(0, channels)));
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] ?? 0;
    if (index >= palette.length)
      throw new Error(`it has a pixel of colour ${index}, and ${palette.length} colours`);
    for (let channel = 0; channel < channels; channel++)
      values[i * channels + channel] = table[index * channels + channel] ?? 0;
  }
  return { widthPx, heightPx, channels, values };
}

/** Bytes of a row in the file, which are a multiple of four. */
const strideOf = ({ widthPx, bits }: BmpHeader): number => Math.floor((widthPx * bits + 31) / 32) * 4;

/** Where row `y`, counted from the top, begins in the file. */
function rowAt(bytes: Uint8Array, header: BmpHeader, y: number): number {
  const stride = strideOf(header);
  const at = header.pixelsAt + (header.isTopDown ? y : header.heightPx - 1 - y) * stride;
  if (at + Math.ceil((header.widthPx * header.bits) / 8) > bytes.length) throw new Error('it ends too early');
  return at;
}

function unpackIndices(bytes: Uint8Array, header: BmpHeader): Uint8Array {
  const { widthPx, heightPx, bits } = header;
  rowAt(bytes, header, header.isTopDown ? heightPx - 1 : 0);
  const indices = new Uint8Array(widthPx * heightPx);
  const perByte = 8 / bits;
  for (let y = 0; y < heightPx; y++) {
    const at = rowAt(bytes, header, y);
    for (let x = 0; x < widthPx; x++) {
      const byte = bytes[at + Math.floor(x / perByte)] ?? 0;
      indices[y * widthPx + x] = (byte >> (8 - bits - (x % perByte) * bits)) & (2 ** bits - 1);
    }
  }
  return indices;
}

/** Pairs of count and value; a count of 0 escapes: 0 ends the row, 1 the picture, 2 skips, else so many values follow as they are. */
function unpackRle8(bytes: Uint8Array, { widthPx, heightPx, isTopDown, pixelsAt }: BmpHeader): Uint8Array {
  const indices = new Uint8Array(widthPx * heightPx);
  let [at, x, y] = [pixelsAt, 0, 0];
  const next = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error('it ends too early');
    return byte;
  };
  const put = (index: number) => {
    if (x < widthPx && y < heightPx) indices[(isTopDown ? y : heightPx - 1 - y) * widthPx + x] = index;
    x += 1;
  };
  for (;;) {
    const count = next();
    const value = next();
    if (count > 0) for (let i = 0; i < count; i++) put(value);
    else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) return indices;
    else if (value === 2) [x, y] = [x + next(), y + next()];
    else {
      for (let i = 0; i < value; i++) put(next());
      at += value % 2;
    }
  }
}

function direct(bytes: Uint8Array, header: BmpHeader): RawPixels {
  const { widthPx, heightPx, bits } = header;
  rowAt(bytes, header, header.isTopDown ? heightPx - 1 : 0);
  const view = viewOf(bytes);
  const values = new Uint8Array(widthPx * heightPx * 3);
  const fields = bits === 24 ? null : masksOf(view, header).map(fieldOf);
  for (let y = 0; y < heightPx; y++) {
    let at = rowAt(bytes, header, y);
    for (let x = 0; x < widthPx; x++, at += bits / 8) {
      const to = (y * widthPx + x) * 3;
      if (fields === null)
        for (let channel = 0; channel < 3; channel++) values[to + channel] = bytes[at + 2 - channel] ?? 0;
      else {
        const pixel = bits === 16 ? view.getUint16(at, true) : view.getUint32(at, true);
        for (const [channel, field] of fields.entries()) values[to + channel] = field(pixel);
      }
    }
  }
  return { widthPx, heightPx, channels: 3, values };
}

function masksOf(view: DataView, { bits, compression }: BmpHeader): number[] {
  if (compression === RGB) return bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
  return [0, 4, 8].map((at) => view.getUint32(MASKS_AT + at, true));
}

/** Takes the bits of a mask, which stand together, as 0 to 255. */
function fieldOf(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / most);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
