import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChunkFrame, readChunkFrame } from './chunk-reader.ts';
import { createChunkWriter } from './chunk-writer.ts';
import { temporaryOf } from './temporary.ts';
import { TRAILER_BYTES } from './trailer.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-chunk-'));
  file = join(dir, 'clip', '64.frames');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const IDENTITY = { clipKey: 'a clip', first: 64 };
type Content = readonly (Uint8Array | null)[];

function write(content: Content, identity = IDENTITY): void {
  const writer = createChunkWriter(file, identity);
  for (const bytes of content) writer.add(bytes === null ? null : { mimeType: 'image/jpeg', bytes });
  writer.finish();
}

/** The frame in short: its bytes, or what there is instead. */
const inShort = (frame: ChunkFrame) => (frame.kind === 'frame' ? [...frame.bytes] : frame.kind);
const read = async (index: number, identity = IDENTITY) =>
  inShort(await readChunkFrame(file, identity, index));

const SMALL: Content = [Uint8Array.of(1, 2, 3), null, Uint8Array.of(250)];

describe('a chunk', () => {
  it('gives back whatever was written, by index within the clip', async () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(bytes), { minLength: 1, maxLength: 64 }), async (content) => {
        write(content);
        for (const [position, frame] of content.entries())
          expect(await read(64 + position)).toEqual(frame === null ? 'unreadable' : [...frame]);
      }),
      { numRuns: 30 },
    );
  });

  it('with an index longer than one read is read whole', async () => {
    const content = Array.from({ length: 400 }, (_, i) => new Uint8Array(300).fill(i % 256));
    write(content);
    expect(await read(64 + 399)).toEqual([...new Uint8Array(300).fill(399 % 256)]);
  });

  it('tells what it is of', async () => {
    write([Uint8Array.of(1)]);
    const frame = await readChunkFrame(file, IDENTITY, 64);
    expect(frame.kind === 'frame' && frame.mimeType).toBe('image/jpeg');
  });

  it('stands in its place only once it is whole', () => {
    const writer = createChunkWriter(file, IDENTITY);
    writer.add({ mimeType: 'image/png', bytes: Uint8Array.of(1) });
    expect(readdirSync(dirname(file))).toEqual([`64.frames.${process.pid}.tmp`]);
    writer.abort();
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  it('for which the disk has no room is told, and leaves nothing', () => {
    write(SMALL);
    rmSync(file);
    symlinkSync('/dev/full', temporaryOf(file, process.pid));
    expect(() => createChunkWriter(file, IDENTITY)).toThrow(/ENOSPC/);
    expect(readdirSync(dirname(file))).toEqual([]);
  });
});

describe('what is no such chunk gives no frame', () => {
  it('not there', async () => {
    expect(await read(64)).toBe('absent');
  });

  it('a folder, or some other file', async () => {
    file = dir;
    expect(await read(64)).toBe('damaged');
    file = join(dir, 'text');
    writeFileSync(file, 'This is a text, and a rather long one at that. '.repeat(300));
    expect(await read(64)).toBe('damaged');
  });

  it('of another clip, of another part of the clip, or asked for what it does not hold', async () => {
    write(SMALL);
    expect(await read(64, { ...IDENTITY, clipKey: 'another' })).toBe('damaged');
    expect(await read(64, { ...IDENTITY, first: 0 })).toBe('damaged');
    expect([await read(63), await read(67)]).toEqual(['damaged', 'damaged']);
  });

  it('of another version of the decoder', async () => {
    write(SMALL);
    const whole = readFileSync(file);
    const at = whole.indexOf('{"');
    const json = whole.subarray(at, whole.length - TRAILER_BYTES).toString();
    const other = Buffer.from(json.replace(/"decoderVersion":\d/, '"decoderVersion":9'));
    expect(other.toString()).not.toBe(json);
    const trailer = Buffer.from(whole.subarray(-TRAILER_BYTES));
    trailer.writeUInt32LE(crc32(other), 4);
    writeFileSync(file, Buffer.concat([whole.subarray(0, at), other, trailer]));
    expect(await read(64)).toBe('damaged');
  });
});

describe('a damaged chunk never gives a wrong frame', () => {
  /** Frames that the damage spared are right; all others are told. Gives how many were told. */
  const told = async () => {
    let damaged = 0;
    for (const [position, frame] of SMALL.entries()) {
      const found = await read(64 + position);
      if (found === 'damaged') damaged += 1;
      else expect(found).toEqual(frame === null ? 'unreadable' : [...frame]);
    }
    return damaged;
  };

  it('cut off at any length', async () => {
    write(SMALL);
    const whole = readFileSync(file);
    for (let bytes = 0; bytes < whole.length; bytes++) {
      writeFileSync(file, whole.subarray(0, bytes));
      expect(await told(), `${bytes} bytes`).toBe(SMALL.length);
    }
  });

  it('longer than it was written', async () => {
    write(SMALL);
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.of(0)]));
    expect(await told()).toBe(SMALL.length);
  });

  it('with any bit of any byte changed', async () => {
    write(SMALL);
    const whole = readFileSync(file);
    // The magic at the beginning is for people and other programs alone.
    for (let at = 8; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(file, changed);
      expect(await told(), `byte ${at}`).toBeGreaterThan(0);
    }
  });

  it('with its frames exchanged for those of another clip', async () => {
    write(SMALL);
    const whole = readFileSync(file);
    write([Uint8Array.of(9, 9, 9), null, Uint8Array.of(8)]);
    const other = readFileSync(file);
    writeFileSync(file, Buffer.concat([other.subarray(0, 12), whole.subarray(12)]));
    expect(await told()).toBe(2);
  });
});
