import { constants, crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Row filter 3 of the PNG specification: each byte minus the mean of its left and upper neighbours. */
const AVERAGE = 3;

/**
 * A square 8-bit grey picture as a PNG. Deflate runs without matching (Huffman codes alone): noise has no
 * repeats, and the search for them is the one step whose result differs between processors.
 */
export function encodeGreyPng(pixels: Uint8Array, size: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.writeUInt8(8, 8);
  const body = deflateSync(filterRows(pixels, size), { strategy: constants.Z_HUFFMAN_ONLY });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', body),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filterRows(pixels: Uint8Array, size: number): Uint8Array {
  const rows = new Uint8Array(size * (size + 1));
  for (let row = 0, at = 0; row < size; row++) {
    rows[at++] = AVERAGE;
    for (let column = 0; column < size; column++, at++) {
      const i = row * size + column;
      const left = column > 0 ? (pixels[i - 1] ?? 0) : 0;
      const above = row > 0 ? (pixels[i - size] ?? 0) : 0;
      rows[at] = (pixels[i] ?? 0) - ((left + above) >> 1);
    }
  }
  return rows;
}

/** Length, type, data, checksum of type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, data.length + 8)), data.length + 8);
  return framed;
}
