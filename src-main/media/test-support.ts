import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A grey PNG whose pixel at (x, y) is `value(x, y)`: for tests outside the room of sharp. */
export function greyPng(width: number, height: number, value: (x: number, y: number) => number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = value(x, y);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A grey TIFF, uncompressed, as {@link greyPng}: what no browser shows as it lies. */
export function greyTiff(width: number, height: number, value: (x: number, y: number) => number): Uint8Array {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  );
  const header = Buffer.from('II*\0\0\0\0\0', 'latin1');
  header.writeUInt32LE(header.length + pixels.length, 4);
  /** Tag, type (3: uint16, 4: uint32), value. */
  const entries: readonly (readonly [number, 3 | 4, number])[] = [
    [256, 3, width],
    [257, 3, height],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, header.length],
    [277, 3, 1],
    [278, 3, height],
    [279, 4, pixels.length],
  ];
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16LE(entries.length, 0);
  for (const [i, [tag, type, content]] of entries.entries()) {
    const at = 2 + i * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(content, at + 8);
  }
  return Buffer.concat([header, pixels, directory]);
}

/** The first value of the first pixel of a PNG: whatever its filters, it is stored as it is. */
export function greyPixelOf(png: Uint8Array): number {
  const bytes = Buffer.from(png);
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  return inflateSync(Buffer.concat(data))[1] ?? Number.NaN;
}
