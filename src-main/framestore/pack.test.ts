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
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { openPack, verifyPack } from './pack-reader.ts';
import { createPackWriter } from './pack-writer.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-pack-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const grey = (size: number, value: number) => new Uint8Array(size * size).fill(value);

/** Clip 7: frames of 10, 11, 12; clip 3: one frame of 200. Two pixels a side. */
function writeSmallPack(): string {
  const file = join(dir, 'small.pack');
  const writer = createPackWriter(file, 2);
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
  it('gives back frames in any order, from any clip', () => {
    const pack = openPack(writeSmallPack());
    const out = new Uint8Array(3 * 4);
    pack.readFrames(7, [2, 0, 2], out);
    expect([...out]).toEqual([12, 12, 12, 12, 10, 10, 10, 10, 12, 12, 12, 12]);
    const one = new Uint8Array(4);
    pack.readFrames(3, [0], one);
    expect([...one]).toEqual([200, 201, 202, 203]);
    expect([pack.imageSize, pack.frameCount(7), pack.frameCount(3)]).toEqual([2, 3, 1]);
    pack.close();
  });

  it('holds whatever was written, clip by clip, but for the clips taken out again', () => {
    const clip = fc.record({ values: fc.array(fc.nat(255), { maxLength: 6 }), dropped: fc.boolean() });
    fc.assert(
      fc.property(fc.array(clip, { maxLength: 6 }), fc.integer({ min: 1, max: 5 }), (clips, size) => {
        const file = join(dir, 'any.pack');
        const writer = createPackWriter(file, size);
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
          pack.readFrames(id, [...values.keys()], out);
          expect(out).toEqual(Uint8Array.from(values.flatMap((value) => [...grey(size, value)])));
        }
        pack.close();
      }),
      { numRuns: 40 },
    );
  });

  it('stands in its place only once it is whole', () => {
    const file = join(dir, 'half.pack');
    const writer = createPackWriter(file, 2);
    writer.startClip(1, 'one');
    writer.addFrame(grey(2, 1));
    expect(readdirSync(dir)).not.toContain('half.pack');
    writer.abort();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('refuses frames that are not there and buffers that do not fit', () => {
    const pack = openPack(writeSmallPack());
    expect(() => pack.readFrames(7, [3], new Uint8Array(4))).toThrow('no frame 3');
    expect(() => pack.readFrames(7, [-1], new Uint8Array(4))).toThrow('no frame -1');
    expect(() => pack.readFrames(7, [0], new Uint8Array(5))).toThrow('do not fill 5 bytes');
    expect(() => pack.readFrames(9, [0], new Uint8Array(4))).toThrow('Clip 9 is not in the pack');
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

  it('cut off while it is open', () => {
    const file = writeSmallPack();
    const pack = openPack(file);
    truncateSync(file, 10);
    expect(refusal(() => pack.readFrames(3, [0], new Uint8Array(4)))).toMatch(/cut off/);
    pack.close();
  });
});
