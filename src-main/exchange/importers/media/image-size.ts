/** Width and height in pixels, as the header of a file says. All throw RangeError where the file is too short. */
type Size = readonly [widthPx: number, heightPx: number];

/** PNG, 11.2.2: IHDR is the first chunk. */
export const pngSize = (bytes: Buffer): Size => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];

export const gifSize = (bytes: Buffer): Size => [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];

/** The header of OS/2 has 12 bytes; all later ones begin alike. A negative height counts rows from the top. */
export function bmpSize(bytes: Buffer): Size {
  if (bytes.readUInt32LE(14) === 12) return [bytes.readUInt16LE(18), bytes.readUInt16LE(20)];
  return [bytes.readInt32LE(18), Math.abs(bytes.readInt32LE(22))];
}

/** ITU T.81, B.2.2: the frame header, SOF0 to SOF15 but for DHT, JPG and DAC; it stands before the first scan. */
export function jpegSize(bytes: Buffer): Size {
  for (let at = 2; ; at += 2 + bytes.readUInt16BE(at + 2)) {
    while (bytes.readUInt8(at + 1) === 0xff) at++;
    const marker = bytes.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
  }
}

/** RFC 9649: the first chunk is VP8, VP8L or VP8X; all but the first keep one less. */
export function webpSize(bytes: Buffer): Size {
  const chunk = bytes.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return [1 + bytes.readUIntLE(24, 3), 1 + bytes.readUIntLE(27, 3)];
  if (chunk === 'VP8 ') return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
  const bits = bytes.readUInt32LE(21);
  return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
}

const IMAGE_WIDTH = 256;
const IMAGE_LENGTH = 257;

/** TIFF 6.0: tags of the first directory. */
export function tiffSize(bytes: Buffer): Size {
  const tags = readTiffTags(bytes);
  return [tags.get(IMAGE_WIDTH)?.[0] ?? 0, tags.get(IMAGE_LENGTH)?.[0] ?? 0];
}

const TIFF_TYPES: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4 };
const ENTRY_BYTES = 12;

/** The first directory's whole numbers (BYTE, SHORT, LONG), by tag. Throws RangeError where one lies beyond the file. */
export function readTiffTags(bytes: Buffer): Map<number, number[]> {
  const little = bytes[0] === 0x49;
  const read16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const read32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const readBy: Readonly<Record<number, (at: number) => number>> = {
    1: bytes.readUInt8.bind(bytes),
    3: read16,
    4: read32,
  };
  const directory = read32(4);
  const tags = new Map<number, number[]>();
  for (let entry = 0; entry < read16(directory); entry++) {
    const at = directory + 2 + entry * ENTRY_BYTES;
    const type = read16(at + 2);
    const count = read32(at + 4);
    const width = TIFF_TYPES[type];
    const read = readBy[type];
    if (width === undefined || read === undefined) continue;
    const from = count * width <= 4 ? at + 8 : read32(at + 8);
    // Asked first: a wrong count must not fill the memory.
    if (from + count * width > bytes.length) throw new RangeError();
    tags.set(
      read16(at),
      Array.from({ length: count }, (_, i) => read(from + i * width)),
    );
  }
  return tags;
}
