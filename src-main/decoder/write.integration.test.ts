import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FramePlace } from '#shared/domain/frames.ts';
import { setUpSharp } from './image.ts';
import { writeFrames } from './write.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-write-'));
  setUpSharp();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const WIDTH = 21;
const HEIGHT = 13;
type Channels = 1 | 3 | 4;

/** Pixels that use the whole range of their depth. */
function pixels(bits: 8 | 16, channels: Channels): Uint8Array | Uint16Array {
  const count = WIDTH * HEIGHT * channels;
  const value = (i: number) => (i * 2_654_435_761) % 2 ** bits;
  return bits === 8
    ? Uint8Array.from({ length: count }, (_, i) => value(i))
    : Uint16Array.from({ length: count }, (_, i) => value(i));
}

function picture(bits: 8 | 16, channels: Channels) {
  const raw = { width: WIDTH, height: HEIGHT, channels };
  const grey = bits === 8 ? 'b-w' : 'grey16';
  const colour = bits === 8 ? 'srgb' : 'rgb16';
  return sharp(pixels(bits, channels), { raw }).toColourspace(channels === 1 ? grey : colour);
}

/** What a file holds, by a reader that changes nothing. */
async function read(file: string) {
  const bytes = await readFile(file);
  const { space, depth = 'uchar', channels, format } = await sharp(bytes).metadata();
  const data = await sharp(bytes)
    .toColourspace(space ?? '')
    .raw({ depth: depth === 'ushort' ? 'ushort' : 'uchar' })
    .toBuffer();
  return { format, depth, channels, data };
}

const image = (file: string): FramePlace => ({ kind: 'image', file });
const never = new AbortController().signal;

async function write(name: string, sources: readonly string[], contactSheet: string | null = null) {
  const folder = join(dir, name);
  await mkdir(folder);
  const files = sources.map((_, i) => join(folder, `${i}.png`));
  const places = sources.map(image);
  const captions = sources.map((_, i) => String(i));
  const unreadable = await writeFrames({ places, files, captions, contactSheet }, never, () => {});
  return { files, folder, unreadable };
}

describe('the PNG holds the source’s own pixels', () => {
  const SOURCES = [
    ['grey, 8 bit', 8, 1],
    ['grey, 16 bit', 16, 1],
    ['colour, 8 bit', 8, 3],
    ['colour, 16 bit', 16, 3],
    ['with alpha', 8, 4],
  ] as const;
  test.each(
    SOURCES.flatMap(([what, bits, channels]) =>
      (['png', 'tiff'] as const).map((format) => ({ what, bits, channels, format })),
    ),
  )('$what, of a $format', async ({ what, bits, channels, format }) => {
    const source = join(dir, `${what}.${format}`);
    const made = picture(bits, channels);
    await writeFile(
      source,
      await (format === 'png' ? made.png() : made.tiff({ compression: 'lzw' })).toBuffer(),
    );
    const { files, unreadable } = await write(`${what} ${format}`, [source]);
    expect(unreadable).toEqual([]);
    const written = await read(files[0] ?? '');
    expect(written).toMatchObject({ format: 'png', channels, depth: bits === 8 ? 'uchar' : 'ushort' });
    const { buffer, byteOffset, byteLength } = pixels(bits, channels);
    expect(written.data.equals(Buffer.from(buffer, byteOffset, byteLength))).toBe(true);
  });

  test('a colour profile is kept, not applied', async () => {
    const source = join(dir, 'profile.png');
    await writeFile(source, await picture(8, 3).withIccProfile('p3').png().toBuffer());
    const { files } = await write('profile', [source]);
    const own = await sharp(source).keepIccProfile().raw().toBuffer();
    expect((await sharp(files[0]).keepIccProfile().raw().toBuffer()).equals(own)).toBe(true);
    expect((await sharp(files[0]).metadata()).icc).toEqual((await sharp(source).metadata()).icc);
  });

  test('a turned photograph is written as it is shown', async () => {
    const source = join(dir, 'turned.tiff');
    await writeFile(
      source,
      await picture(8, 1).withMetadata({ orientation: 6 }).tiff({ compression: 'lzw' }).toBuffer(),
    );
    const { files } = await write('turned', [source]);
    const { width, height } = await sharp(files[0]).metadata();
    expect([width, height]).toEqual([HEIGHT, WIDTH]);
    const flat = pixels(8, 1);
    // A quarter turn clockwise: the left column, upwards, becomes the top row.
    const top = Array.from({ length: HEIGHT }, (_, x) => flat[(HEIGHT - 1 - x) * WIDTH]);
    const { data, channels } = await read(files[0] ?? '');
    expect(top.map((_, x) => data[x * channels])).toEqual(top);
  });
});

/** A grey TIFF of one pixel that is a 32-bit float. */
function floatTiff(): Buffer {
  const SHORT = 3;
  const LONG = 4;
  const FIRST_DIRECTORY = 8;
  const entries = [
    [256, SHORT, 1],
    [257, SHORT, 1],
    [258, SHORT, 32],
    [259, SHORT, 1],
    [262, SHORT, 1],
    [273, LONG, 0],
    [277, SHORT, 1],
    [278, SHORT, 1],
    [279, LONG, 4],
    [339, SHORT, 3],
  ] as const;
  const pixel = FIRST_DIRECTORY + 2 + entries.length * 12 + 4;
  const tiff = Buffer.alloc(pixel + 4);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(FIRST_DIRECTORY, 4);
  tiff.writeUInt16LE(entries.length, FIRST_DIRECTORY);
  for (const [index, [tag, type, value]] of entries.entries()) {
    const at = FIRST_DIRECTORY + 2 + index * 12;
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(1, at + 4);
    tiff.writeUInt32LE(tag === 273 ? pixel : value, at + 8);
  }
  tiff.writeFloatLE(0.5, pixel);
  return tiff;
}

test('what cannot be decoded is told and the rest written; more than 16 bits are refused', async () => {
  const good = join(dir, 'good.png');
  const cut = join(dir, 'cut.png');
  const deep = join(dir, 'deep.tiff');
  const bytes = await picture(8, 1).png().toBuffer();
  await writeFile(good, bytes);
  await writeFile(cut, bytes.subarray(0, bytes.length / 2));
  await writeFile(deep, floatTiff());
  const { folder, unreadable } = await write('mixed', [good, cut, join(dir, 'none.png'), good, deep]);
  expect(unreadable).toEqual([
    { place: 1, reason: expect.stringContaining('cut.png is damaged or cut off') },
    { place: 2, reason: expect.stringContaining('none.png is not there') },
    { place: 4, reason: expect.stringContaining('deep.tiff has more than 16 bits a value (float)') },
  ]);
  expect((await readdir(folder)).sort()).toEqual(['0.png', '3.png']);
});

test('a contact sheet has a cell for each frame, in rows of ten, with something written below', async () => {
  const source = join(dir, 'cell.png');
  const black = { width: 160, height: 120, channels: 3 as const, background: '#204060' };
  await writeFile(source, await sharp({ create: black }).png().toBuffer());
  const file = join(dir, 'sheet.png');
  await write(
    'sheet',
    Array.from({ length: 12 }, () => source),
    file,
  );
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([10 * 164 + 4, 2 * (120 + 22) + 4]);
  const at = (x: number, y: number) => [
    ...data.subarray(3 * (y * info.width + x), 3 * (y * info.width + x) + 3),
  ];
  const inked = (left: number, top: number) => {
    let count = 0;
    for (let y = top; y < top + 22; y++)
      for (let x = left; x < left + 160; x++) if (at(x, y)[0] === 0) count++;
    return count;
  };
  for (let cell = 0; cell < 12; cell++) {
    const [left, top] = [4 + (cell % 10) * 164, 4 + Math.floor(cell / 10) * 142];
    expect(at(left, top)).toEqual([0x20, 0x40, 0x60]);
    expect(at(left + 159, top + 119)).toEqual([0x20, 0x40, 0x60]);
    expect(inked(left, top + 120)).toBeGreaterThan(20);
  }
  // The place after the last frame is empty.
  expect(at(4 + 2 * 164, 4 + 142)).toEqual([255, 255, 255]);
});

test('a sheet of too many frames is refused before anything is written', async () => {
  const sources = Array.from({ length: 1001 }, () => join(dir, 'none.png'));
  await expect(write('large', sources, join(dir, 'large.png'))).rejects.toThrow('up to 1000 frames');
  expect(await readdir(join(dir, 'large'))).toEqual([]);
});
