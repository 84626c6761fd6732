import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { openPack, verifyPack } from './pack-reader.ts';
import { createPackWriter } from './pack-writer.ts';
import { TRAILER_BYTES } from './trailer.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-pack-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const GREY = { dtype: 'uint8', channels: 1, imageSize: 2 } as const;
const grey = (size: number, value: number) => new Uint8Array(size * size).fill(value);

/** Clip 7: frames of 10, 11, 12; clip 3: one frame of 200. Two pixels a side. */
function writeSmallPack(): string {
  const file = join(dir, 'small.pack');
  const writer = createPackWriter(file, GREY);
  writer.startClip(7, 'seven');
  for (const value of [10, 11, 12]) writer.addFrame(grey(2, value));
  writer.startClip(3, 'three');
  writer.addFrame(Uint8Array.of(200, 201, 202, 203));
  writer.finish();
  return file;
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof OnsetError) return error.message;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('a pack', () => {
  it('gives back frames in any order, from any clip', async () => {
    const pack = openPack(writeSmallPack());
    const out = new Uint8Array(3 * 4);
    await pack.readFrames(7, [2, 0, 2], out);
    expect([...out]).toEqual([12, 12, 12, 12, 10, 10, 10, 10, 12, 12, 12, 12]);
    const one = new Uint8Array(4);
    await pack.readFrames(3, [0], one);
    expect([...one]).toEqual([200, 201, 202, 203]);
    expect([pack.format, pack.frameCount(7), pack.frameCount(3)]).toEqual([GREY, 3, 1]);
    pack.close();
  });

  it('says what its values are, and gives back floats bit by bit', async () => {
    const file = join(dir, 'flow.pack');
    const format = { dtype: 'float32', channels: 3, imageSize: 1 } as const;
    const values = Float32Array.of(-0.1, 1e-20, Number.POSITIVE_INFINITY);
    const writer = createPackWriter(file, format);
    writer.startClip(1, 'one');
    writer.addFrame(new Uint8Array(values.buffer));
    expect(() => writer.addFrame(new Uint8Array(3))).toThrow('A frame has 12 bytes, not 3');
    writer.finish();
    const pack = openPack(file);
    expect(pack.format).toEqual(format);
    const out = new Float32Array(3);
    await pack.readFrames(1, [0], new Uint8Array(out.buffer));
    expect(out).toEqual(values);
    pack.close();
  });

  it('gives back frames near and far, forwards, backwards and again', async () => {
    // Frames of 16 KiB: some gaps are read through, some are jumped over.
    const size = 128;
    const file = join(dir, 'large.pack');
    const writer = createPackWriter(file, { ...GREY, imageSize: size });
    for (const clip of [1, 2]) {
      writer.startClip(clip, `hash ${clip}`);
      for (let frame = 0; frame < 40; frame++) writer.addFrame(grey(size, clip * 100 + frame));
    }
    writer.finish();
    const pack = openPack(file);
    const index = fc.array(fc.nat(39), { minLength: 1, maxLength: 12 });
    const indices = fc.oneof(
      index,
      index.map((frames) => frames.sort((a, b) => a - b)),
    );
    await fc.assert(
      fc.asyncProperty(indices, async (frames) => {
        const out = new Uint8Array(frames.length * size ** 2);
        await pack.readFrames(2, frames, out);
        for (const [position, frame] of frames.entries()) {
          const read = out.subarray(position * size ** 2, (position + 1) * size ** 2);
          expect(read.every((value) => value === 200 + frame)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
    pack.close();
  });

  it('closed while it is read from still gives what was asked for, and no more after', async () => {
    const pack = openPack(writeSmallPack());
    const out = new Uint8Array(3 * 4);
    const reading = pack.readFrames(7, [0, 1, 2], out);
    pack.close();
    pack.close();
    await reading;
    expect([...out]).toEqual([10, 10, 10, 10, 11, 11, 11, 11, 12, 12, 12, 12]);
    await expect(pack.readFrames(7, [0], new Uint8Array(4))).rejects.toThrow('is closed');
  });

  it('holds whatever was written, clip by clip, but for the clips taken out again', async () => {
    const clip = fc.record({ values: fc.array(fc.nat(255), { maxLength: 6 }), dropped: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(clip, { maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        async (clips, size) => {
          const file = join(dir, 'any.pack');
          const writer = createPackWriter(file, { ...GREY, imageSize: size });
          for (const [id, { values, dropped }] of clips.entries()) {
            writer.startClip(id, `hash ${id}`);
            for (const value of values) writer.addFrame(grey(size, value));
            if (dropped) writer.dropClip();
          }
          writer.finish();
          const pack = openPack(file);
          for (const [id, { values, dropped }] of clips.entries()) {
            if (dropped || values.length === 0) {
              expect(() => pack.frameCount(id)).toThrow('not in the pack');
              continue;
            }
            expect(pack.frameCount(id)).toBe(values.length);
            const out = new Uint8Array(values.length * size * size);
            await pack.readFrames(id, [...values.keys()], out);
            expect(out).toEqual(Uint8Array.from(values.flatMap((value) => [...grey(size, value)])));
          }
          pack.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stands in its place only once it is whole', () => {
    const file = join(dir, 'half.pack');
    const writer = createPackWriter(file, GREY);
    writer.startClip(1, 'one');
    writer.addFrame(grey(2, 1));
    expect(readdirSync(dir)).not.toContain('half.pack');
    writer.abort();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('refuses frames that are not there and buffers that do not fit', async () => {
    const pack = openPack(writeSmallPack());
    const read = (clip: number, frame: number, bytes: number) =>
      expect(pack.readFrames(clip, [frame], new Uint8Array(bytes))).rejects;
    await read(7, 3, 4).toThrow('no frame 3');
    await read(7, -1, 4).toThrow('no frame -1');
    await read(7, 0, 5).toThrow('do not fill 5 bytes');
    await read(9, 0, 4).toThrow('Clip 9 is not in the pack');
    pack.close();
  });
});

describe('a damaged pack is refused in words that name it', () => {
  it('cut off at any length', () => {
    const file = writeSmallPack();
    const whole = readFileSync(file);
    for (let bytes = 0; bytes < whole.length; bytes++) {
      writeFileSync(file, whole.subarray(0, bytes));
      expect(refusal(() => openPack(file))).toMatch(/small\.pack: it is (too short|cut off)/);
    }
  });

  it('longer than it was written', () => {
    const file = writeSmallPack();
    appendFileSync(file, 'x');
    expect(refusal(() => openPack(file))).toMatch(/cut off/);
  });

  it('not a pack at all, or not there', () => {
    const file = join(dir, 'foreign.pack');
    writeFileSync(file, 'This is a text, and a rather long one at that.'.repeat(10));
    expect(refusal(() => openPack(file))).toMatch(/foreign\.pack: it is not a pack of Onset/);
    expect(refusal(() => openPack(join(dir, 'gone.pack')))).toMatch(/gone\.pack: it is not there/);
  });

  it('with any byte changed: found on opening or by reading it whole', async () => {
    const file = writeSmallPack();
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      writeFileSync(file, bytes);
      await expect(verifyPack(file), `byte ${at}`).rejects.toThrow(OnsetError);
    }
    writeFileSync(file, whole);
    expect([...(await verifyPack(file))]).toEqual([7, 3]);
  });

  it('cut off while it is open', async () => {
    const file = writeSmallPack();
    const pack = openPack(file);
    truncateSync(file, 10);
    await expect(pack.readFrames(3, [0], new Uint8Array(4))).rejects.toThrow(
      /small\.pack: it is cut off\. Delete the file/,
    );
    await expect(pack.readFrames(7, [0, 1, 2], new Uint8Array(12))).rejects.toThrow(/cut off/);
    pack.close();
  });

  it('of the version before', () => {
    const file = writeSmallPack();
    const whole = readFileSync(file);
    const index = whole.subarray(whole.indexOf('{'), whole.length - TRAILER_BYTES).toString();
    const older = Buffer.from(index.replace('"version":2', '"version":1'));
    const trailer = Buffer.from(whole.subarray(-TRAILER_BYTES));
    trailer.writeUInt32LE(crc32(older), 4);
    writeFileSync(file, Buffer.concat([whole.subarray(0, whole.indexOf('{')), older, trailer]));
    expect(refusal(() => openPack(file))).toMatch(/another version of Onset/);
  });
});
