import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * What must never be half believed: a header as JSON, vectors, and a checksum over both. Layout, little-endian: magic
 * (8 bytes), length of the header (uint32), header, vectors (float32, one after the other), SHA-256 of all before.
 */
const MAGIC = new TextEncoder().encode('ONSTSEAL');
const VERSION = 1;
const LENGTH_BYTES = 4;
const SEAL_BYTES = 32;

const envelope = z.object({
  version: z.literal(VERSION),
  vectorLengths: z.array(z.number().int().nonnegative()),
  content: z.unknown(),
});

export function seal(content: unknown, vectors: readonly Float32Array[]): Uint8Array {
  const vectorLengths = vectors.map(({ length }) => length);
  const header = new TextEncoder().encode(JSON.stringify({ version: VERSION, vectorLengths, content }));
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, header.length, true);
  const parts = [MAGIC, length, header, ...vectors.map(bytesOf)];
  return Buffer.concat([...parts, sealOf(parts)]);
}

export interface Unsealed<T> {
  readonly content: T;
  readonly vectors: readonly Float32Array[];
}

/** Null unless the bytes are whole, as they were sealed, and hold what `schema` asks for. */
export function unseal<T>(bytes: Uint8Array, schema: z.ZodType<T>): Unsealed<T> | null {
  const start = MAGIC.length + LENGTH_BYTES;
  const end = bytes.length - SEAL_BYTES;
  if (end < start || !isSame(bytes.subarray(end), sealOf([bytes.subarray(0, end)]))) return null;
  if (!isSame(bytes.subarray(0, MAGIC.length), MAGIC)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = start + view.getUint32(MAGIC.length, true);
  const header = envelope.safeParse(parseJson(bytes.subarray(start, headerEnd)));
  if (!header.success) return null;
  const content = schema.safeParse(header.data.content);
  if (!content.success) return null;
  let at = headerEnd;
  const vectors = header.data.vectorLengths.map((length) => {
    const from = at;
    at += length * Float32Array.BYTES_PER_ELEMENT;
    // A copy, since floats must lie on a multiple of four bytes.
    return new Float32Array(Uint8Array.from(bytes.subarray(from, at)).buffer);
  });
  return at === end ? { content: content.data, vectors } : null;
}

export function sha256(values: Float32Array): string {
  return createHash('sha256').update(bytesOf(values)).digest('hex');
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function sealOf(parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
