import { crc32, createInflateRaw } from 'node:zlib';

/** A file in a zip archive, as its directory tells of it. */
interface ZipEntry {
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly at: number;
}

export interface Zip {
  has(path: string): boolean;
  /** The file in pieces. Throws an Error in words where it is damaged, encrypted, or larger than `maxBytes`. */
  read(path: string, maxBytes: number): AsyncGenerator<Buffer>;
}

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
const ENTRY = Buffer.from('PK\x01\x02', 'latin1');
const LOCAL = Buffer.from('PK\x03\x04', 'latin1');
const END_BYTES = 22;
const STORED = 0;
const DEFLATED = 8;

/** Opens a zip archive (PKZIP application note, 4.3), without ZIP64. Throws an Error in words for what is none. */
export function openZip(bytes: Buffer): Zip {
  const entries = readDirectory(bytes);
  return {
    has: (path) => entries.has(path),
    async *read(path, maxBytes) {
      const entry = entries.get(path);
      if (entry === undefined) throw new Error(`it holds no ${path}`);
      let size = 0;
      let checksum = 0;
      for await (const piece of unpack(bytes, entry, path)) {
        size += piece.length;
        checksum = crc32(piece, checksum);
        if (size > maxBytes) throw new Error(`its part ${path} is larger than ${maxBytes / 2 ** 20} MiB`);
        yield piece;
      }
      if (checksum !== entry.checksum) throw new Error(`its part ${path} is damaged`);
    },
  };
}

function readDirectory(bytes: Buffer): ReadonlyMap<string, ZipEntry> {
  const end = bytes.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + END_BYTES > bytes.length)
    throw new Error('it is no zip archive, or its end is missing');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries = new Map<string, ZipEntry>();
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || !bytes.subarray(at, at + 4).equals(ENTRY))
      throw new Error('the directory of its parts is damaged');
    const nameBytes = bytes.readUInt16LE(at + 28);
    entries.set(bytes.toString('utf8', at + 46, at + 46 + nameBytes), {
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packedBytes: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

async function* unpack(bytes: Buffer, entry: ZipEntry, path: string): AsyncGenerator<Buffer> {
  const { at, method, packedBytes, isEncrypted } = entry;
  if (isEncrypted) throw new Error('it is protected by a password');
  if (at + 30 > bytes.length || !bytes.subarray(at, at + 4).equals(LOCAL))
    throw new Error(`its part ${path} is not where its directory says`);
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const packed = bytes.subarray(start, start + packedBytes);
  if (packed.length < packedBytes) throw new Error(`its part ${path} is cut off`);
  if (method === STORED) {
    for (let from = 0; from < packed.length; from += PIECE_BYTES)
      yield packed.subarray(from, from + PIECE_BYTES);
    return;
  }
  if (method !== DEFLATED) throw new Error(`its part ${path} is packed in an unknown way`);
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES });
  inflate.end(packed);
  yield* inflate;
}
const PIECE_BYTES = 2 ** 17;
