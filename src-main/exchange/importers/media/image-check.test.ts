import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bmp, png, samples } from '../test-support.ts';
import { imageProblem, isImageName } from './image-check.ts';

const whole = { png: png(7), bmp: bmp(7, 3), ...samples };

describe('imageProblem', () => {
  test.each(Object.entries(whole))('a whole %s is fine', (_, bytes) => {
    expect(imageProblem(bytes)).toBeNull();
  });

  test.each(['png', 'jpeg', 'webp', 'bmp', 'gif'] as const)(
    'a %s cut off anywhere is no whole image',
    (format) => {
      const bytes = whole[format];
      for (let length = 0; length < bytes.length; length++)
        expect(imageProblem(bytes.subarray(0, length)), `${length} of ${bytes.length} bytes`).not.toBeNull();
    },
  );

  test('a TIFF whose pixels lie beyond its end is cut off', () => {
    // Its directory first, a strip of 12 bytes behind it.
    const directoryFirst = Buffer.alloc(8 + 2 + 4 * 12 + 4 + 12);
    directoryFirst.write('II*\0', 'latin1');
    directoryFirst.writeUInt32LE(8, 4);
    directoryFirst.writeUInt16LE(4, 8);
    for (const [i, [tag, value]] of [
      [256, 2],
      [257, 2],
      [273, 62],
      [279, 12],
    ].entries()) {
      const at = 10 + i * 12;
      directoryFirst.writeUInt16LE(tag ?? 0, at);
      directoryFirst.writeUInt16LE(4, at + 2);
      directoryFirst.writeUInt32LE(1, at + 4);
      directoryFirst.writeUInt32LE(value ?? 0, at + 8);
    }
    expect(imageProblem(directoryFirst)).toBeNull();
    expect(imageProblem(directoryFirst.subarray(0, -1))).toBe('the image is cut off');
  });

  test.each(Object.keys(whole))(
    'a %s header that claims 60,000 x 60,000 pixels is not believed',
    (format) => {
      const bytes = Buffer.from(Object.entries(whole).find(([name]) => name === format)?.[1] ?? []);
      claim60000(bytes, format);
      const most = format === 'webp' ? '16383 x 16383' : '60000 x 60000';
      expect(imageProblem(bytes)).toBe(`it claims ${most} pixels: more than a frame can have`);
    },
  );

  test('what follows the end of a PNG or JPEG does no harm', () => {
    for (const bytes of [whole.png, whole.jpeg])
      expect(imageProblem(Buffer.concat([bytes, Buffer.alloc(10)]))).toBeNull();
  });

  test('a thumbnail inside the header of a JPEG does not hide that the JPEG is cut off', () => {
    const thumbnail = Buffer.concat([Buffer.from('ffe1', 'hex'), Buffer.alloc(2), whole.jpeg]);
    thumbnail.writeUInt16BE(whole.jpeg.length + 2, 2);
    const outer = Buffer.concat([whole.jpeg.subarray(0, 2), thumbnail, whole.jpeg.subarray(2)]);
    expect(imageProblem(outer)).toBeNull();
    expect(imageProblem(outer.subarray(0, -2))).toBe('the image is cut off');
  });

  test('a changed pixel byte of a PNG is found by its checksum; a changed comment does not matter', () => {
    const damaged = Buffer.from(whole.png);
    damaged[damaged.indexOf('IDAT') + 6] = (damaged[damaged.indexOf('IDAT') + 6] ?? 0) ^ 1;
    expect(imageProblem(damaged)).toBe('the PNG is damaged');
    const comment = Buffer.from(whole.png);
    comment[comment.indexOf('Comment')] = 0x63;
    expect(imageProblem(comment)).toBeNull();
  });

  test('says what a file is instead', () => {
    expect(imageProblem(Buffer.alloc(0))).toBe('the file is empty');
    expect(imageProblem(Buffer.from('subject,clip\n01,a\n'))).toMatch(/not an image/);
    expect(imageProblem(Buffer.from('P5\n2 2\n255\n'))).toMatch(/^PNM images are not supported/);
    expect(imageProblem(Buffer.from('BM\x3a\0\0\0'))).toBe('the image is cut off');
    expect(imageProblem(Buffer.from('RIFF\x24\0\0\0WAVEfmt '))).toMatch(/not an image/);
  });

  test('no bytes make it fail, however they start', () => {
    const start = fc.constantFrom(...Object.values(whole).map((bytes) => bytes.subarray(0, 12)));
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
        const problem = imageProblem(Buffer.concat([head, rest]));
        expect(problem === null || problem.length > 0).toBe(true);
      }),
    );
  });
});

/** Writes the largest size up to 60,000 that a format's header can say in the place of its own. */
function claim60000(bytes: Buffer, format: string): void {
  const put: Readonly<Record<string, () => void>> = {
    png: () => {
      bytes.writeUInt32BE(60_000, 16);
      bytes.writeUInt32BE(60_000, 20);
      bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
    },
    jpeg: () => {
      const frame = bytes.indexOf(Buffer.from('ffc2', 'hex'));
      bytes.writeUInt16BE(60_000, frame + 5);
      bytes.writeUInt16BE(60_000, frame + 7);
    },
    webp: () => bytes.writeUInt32LE(0x3fff_3fff, 26),
    gif: () => bytes.writeUInt32LE(60_000 * 65_537, 6),
    bmp: () => {
      bytes.writeInt32LE(60_000, 18);
      bytes.writeInt32LE(-60_000, 22);
    },
    tiff: () => {
      const directory = bytes.readUInt32LE(4);
      bytes.writeUInt16LE(60_000, directory + 2 + 8);
      bytes.writeUInt16LE(60_000, directory + 2 + 12 + 8);
    },
  };
  put[format]?.();
}

test('endings of images, in any case', () => {
  expect(['a.png', 'a.JPG', 'b.c.Jpeg', 'a.tif', 'a.bmp'].every(isImageName)).toBe(true);
  expect(['png', 'a.txt', 'a.png.txt', 'a.avi'].some(isImageName)).toBe(false);
});
