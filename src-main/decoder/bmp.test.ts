import { describe, expect, it } from 'vitest';
import { isBmp, readBmp, readBmpHeader } from './bmp.ts';

interface Made {
  width: number;
  height: number;
  bits: number;
  compression?: number;
  /** Blue, green, red, nothing. */
  palette?: number[];
  masks?: number[];
  pixels: number[];
}

/** A bitmap with a BITMAPINFOHEADER, byte by byte. */
function bmp({ width, height, bits, compression = 0, palette = [], masks = [], pixels }: Made): Uint8Array {
  const pixelsAt = 54 + masks.length * 4 + palette.length;
  const bytes = Buffer.alloc(pixelsAt + pixels.length);
  bytes.write('BM', 'latin1');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(pixelsAt, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bits, 28);
  bytes.writeUInt32LE(compression, 30);
  bytes.writeUInt32LE(palette.length / 4, 46);
  for (const [i, mask] of masks.entries()) bytes.writeUInt32LE(mask, 54 + i * 4);
  bytes.set(palette, 54 + masks.length * 4);
  bytes.set(pixels, pixelsAt);
  return bytes;
}

const read = (made: Made) => readBmp(bmp(made), readBmpHeader(bmp(made)));
const valuesOf = (made: Made) => [...read(made).values];

const GREYS = [0, 0, 0, 0, 100, 100, 100, 0, 200, 200, 200, 0];
const RED_GREEN = [0, 0, 255, 0, 0, 255, 0, 0];

describe('a bitmap', () => {
  it('of 24 bits: blue first, rows of a multiple of four bytes, the lowest first', () => {
    // Above: red, green, blue; below: white, black, grey 9.
    const below = [255, 255, 255, 0, 0, 0, 9, 9, 9, 0, 0, 0];
    const above = [0, 0, 255, 0, 255, 0, 255, 0, 0, 0, 0, 0];
    const made = { width: 3, height: 2, bits: 24, pixels: [...below, ...above] };
    const expected = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 9, 9, 9];
    expect(read(made)).toMatchObject({ widthPx: 3, heightPx: 2, channels: 3 });
    expect(valuesOf(made)).toEqual(expected);
    // A negative height: the highest first.
    expect(valuesOf({ ...made, height: -2, pixels: [...above, ...below] })).toEqual(expected);
  });

  it('of 8, 4 and 1 bits: by its palette, grey where that is', () => {
    const eight = { width: 2, height: 1, bits: 8, palette: GREYS, pixels: [2, 1, 0, 0] };
    expect(read(eight)).toMatchObject({ channels: 1 });
    expect(valuesOf(eight)).toEqual([200, 100]);
    expect(valuesOf({ width: 3, height: 1, bits: 4, palette: GREYS, pixels: [0x12, 0x10, 0, 0] })).toEqual([
      100, 200, 100,
    ]);
    const one = { width: 3, height: 1, bits: 1, palette: RED_GREEN, pixels: [0b01000000, 0, 0, 0] };
    expect(valuesOf(one)).toEqual([255, 0, 0, 0, 255, 0, 255, 0, 0]);
  });

  it('of 32 and 16 bits: by its masks', () => {
    const plain = { width: 1, height: 1, bits: 32, pixels: [1, 2, 3, 255] };
    expect(valuesOf(plain)).toEqual([3, 2, 1]);
    const swapped = { ...plain, compression: 3, masks: [0xff, 0xff00, 0xff0000] };
    expect(valuesOf(swapped)).toEqual([1, 2, 3]);
    // 5 bits of red, all set; 6 of green, half; 5 of blue, none.
    const pixel = (31 << 11) | (32 << 5);
    const sixteen = { width: 1, height: 1, bits: 16, pixels: [pixel & 255, pixel >> 8, 0, 0] };
    expect(valuesOf({ ...sixteen, compression: 3, masks: [0xf800, 0x7e0, 0x1f] })).toEqual([255, 130, 0]);
  });

  it('packed as RLE8: runs, values as they are, ends of rows, skips', () => {
    const pixels = [3, 1, 0, 0, 0, 3, 2, 1, 2, 0, 0, 0, 0, 2, 1, 0, 1, 2, 0, 1];
    const made = { width: 4, height: 3, bits: 8, compression: 1, palette: GREYS, pixels };
    expect(valuesOf(made)).toEqual([...[0, 200, 0, 0], ...[200, 100, 200, 0], ...[100, 100, 100, 0]]);
  });

  it('that is cut off, of a kind not read, or with colours it has not, is refused', () => {
    const whole = { width: 2, height: 2, bits: 24, pixels: new Array<number>(16).fill(7) };
    expect(() => read({ ...whole, pixels: new Array<number>(12).fill(7) })).toThrow(/ends too early/);
    expect(() => read({ ...whole, bits: 4, compression: 2 })).toThrow(/not read: 4 bits, compression 2/);
    expect(() => read({ ...whole, width: 0 })).toThrow(/no pixels/);
    const eight = { width: 1, height: 1, bits: 8, palette: GREYS, pixels: [3, 0, 0, 0] };
    expect(() => read(eight)).toThrow(/a pixel of colour 3, and 3 colours/);
    expect(() => read({ ...eight, compression: 1, pixels: [9, 1] })).toThrow(/ends too early/);
    expect(isBmp(new TextEncoder().encode('BMW and other cars of this street'))).toBe(true);
    expect(() => readBmpHeader(new TextEncoder().encode('BMW and other cars of this street'))).toThrow();
  });
});
